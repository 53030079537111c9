package dev.weakref.reference;

import java.util.function.Consumer;

import dev.weakref.reaper.CallbackSource;
import dev.weakref.reaper.ReapedReference;
import org.jspecify.annotations.Nullable;

/**
 * Stands in the list of an object for a ref, weak method or proxy that is told of the
 * collection only as long as its user holds it.
 *
 * @param <H> the type of what the user holds
 */
final class HandleWatcher<H> extends Watcher {

	private final Referents referents;

	private final Held handle;

	/** Must not reach the handle, nor the object. */
	private final Consumer<H> teller;

	HandleWatcher(Referents referents, H handle, Consumer<H> teller) {
		this.referents = referents;
		this.handle = new Held(handle);
		this.teller = teller;
	}

	@Override
	protected @Nullable Object handle() {
		return this.handle.get();
	}

	@Override
	boolean isHeld() {
		return !this.handle.refersTo(null);
	}

	@Override
	protected CallbackSource source() {
		return this.referents.source();
	}

	@Override
	protected boolean run() {
		H handle = this.handle.get();
		if (handle == null) {
			return false;
		}
		this.teller.accept(handle);
		return true;
	}

	/**
	 * Sees to it that nothing stays behind when the user drops the handle.
	 */
	private final class Held extends ReapedReference<H> {

		Held(H handle) {
			super(handle, HandleWatcher.this.referents.reaper());
		}

		@Override
		protected void reap() {
			HandleWatcher.this.referents.unwatch(HandleWatcher.this);
		}

	}

}
