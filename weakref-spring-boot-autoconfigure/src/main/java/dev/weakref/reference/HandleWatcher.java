package dev.weakref.reference;

import java.util.function.Function;

import dev.weakref.reaper.CallbackSource;
import dev.weakref.reaper.ReapedReference;
import org.jspecify.annotations.Nullable;

/**
 * Represents a ref, weak method or proxy in the list of its object, as long as a user
 * holds the ref, weak method or proxy.
 *
 * @param <H> the type of the ref, weak method or proxy
 */
class HandleWatcher<H> extends Watcher {

	private final Referents referents;

	private final Class<?> referentType;

	private final Held handle;

	/** Must not reach the handle, nor the object. */
	private final Function<H, @Nullable OnceCallback<H>> callback;

	HandleWatcher(Referents referents, Object object, H handle, Function<H, @Nullable OnceCallback<H>> callback) {
		this.referents = referents;
		this.referentType = object.getClass();
		this.handle = new Held(handle);
		this.callback = callback;
	}

	@Override
	protected final @Nullable H handle() {
		return this.handle.get();
	}

	@Override
	final boolean isHeld() {
		return !this.handle.refersTo(null);
	}

	@Override
	protected final CallbackSource source() {
		return this.referents.source();
	}

	@Override
	protected final Class<?> referentType() {
		return this.referentType;
	}

	@Override
	protected final @Nullable Object code() {
		H handle = handle();
		OnceCallback<H> callback = (handle != null) ? this.callback.apply(handle) : null;
		return (callback != null) ? callback.code() : null;
	}

	@Override
	protected final boolean run() {
		H handle = handle();
		OnceCallback<H> callback = (handle != null) ? this.callback.apply(handle) : null;
		return handle != null && callback != null && callback.call(handle);
	}

	/**
	 * Removes the watcher after the user has dropped the handle.
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
