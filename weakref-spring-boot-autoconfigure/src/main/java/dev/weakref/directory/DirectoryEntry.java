package dev.weakref.directory;

import java.lang.ref.WeakReference;

import dev.weakref.Registration;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a {@link MutableDirectory}.
 *
 * @param <M> the type of the managed object
 */
final class DirectoryEntry<M> {

	private final String name;

	private final M managed;

	private final WeakReference<Object> owner;

	private @Nullable Registration watch;

	private boolean removed;

	DirectoryEntry(String name, M managed, Object owner) {
		this.name = name;
		this.managed = managed;
		this.owner = new WeakReference<>(owner);
	}

	String name() {
		return this.name;
	}

	M managed() {
		return this.managed;
	}

	@Nullable Object owner() {
		return this.owner.get();
	}

	boolean isCollected() {
		return this.owner.refersTo(null);
	}

	/**
	 * Sets the registration that is closed together with this entry.
	 */
	synchronized void watchedBy(Registration watch) {
		if (this.removed) {
			watch.close();
		}
		else {
			this.watch = watch;
		}
	}

	synchronized void removed() {
		this.removed = true;
		if (this.watch != null) {
			this.watch.close();
		}
	}

}
