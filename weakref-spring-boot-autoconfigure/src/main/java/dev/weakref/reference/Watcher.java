package dev.weakref.reference;

import dev.weakref.Internal;
import dev.weakref.reaper.Callback;
import org.jspecify.annotations.Nullable;

/**
 * A feature that refers to an object weakly and can be called after its collection.
 * <p>
 * Each watcher is an element of the list of its object, newest first, and is held
 * strongly there; so it must not reach the object.
 *
 * @see Referents#watch(Object, Watcher)
 * @hidden
 */
@Internal
public abstract class Watcher extends Callback {

	/** The rank of the shared ref. */
	static final int SHARED_REF = 0;

	/** The rank of shared proxies and pins. */
	static final int SHARED = 1;

	/** The rank of watchers that are not shared. */
	static final int OWN = 2;

	@Nullable Referent referent;

	/** The one before it in the list; belongs to the list, see {@link Referent}. */
	@Nullable Watcher previous;

	/**
	 * Returns the object and makes it strong.
	 * @return the object, or {@code null} if it has been collected
	 */
	protected final @Nullable Object object() {
		return (this.referent != null) ? this.referent.get() : null;
	}

	/**
	 * Returns whether the object has not been collected. Does not make it strong.
	 * @return whether it is live
	 */
	protected final boolean isObjectLive() {
		return this.referent != null && !this.referent.refersTo(null);
	}

	/**
	 * Returns whether this refers to a given object. Does not make it strong.
	 * @param object the object
	 * @return whether it is the one
	 */
	protected final boolean isObject(Object object) {
		return this.referent != null && this.referent.refersTo(object);
	}

	/**
	 * Returns the entry for {@link WeakRefs#refs}.
	 * @return the ref, proxy or finalizer, or {@code null} if it is not held any more
	 */
	protected @Nullable Object handle() {
		return this;
	}

	/**
	 * Returns whether the user still holds the handle.
	 */
	boolean isHeld() {
		return true;
	}

	/**
	 * Returns the rank, by which the list is sorted.
	 */
	int rank() {
		return OWN;
	}

	/**
	 * Returns whether this is the shared watcher of a kind.
	 */
	boolean isOfKind(Object kind) {
		return false;
	}

	/**
	 * Sets the node. Called before other threads can find this watcher there.
	 */
	void attach(Referent node) {
		this.referent = node;
	}

	final @Nullable Watcher nextWatcher() {
		return (Watcher) next();
	}

	final void setNextWatcher(@Nullable Watcher next) {
		setNext(next);
	}

}
