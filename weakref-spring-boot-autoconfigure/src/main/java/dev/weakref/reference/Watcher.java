package dev.weakref.reference;

import dev.weakref.reaper.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Something that refers to an object weakly and may want to be told of its collection.
 * <p>
 * Each is an element of the list of its object, newest first, and is held strongly there;
 * what it refers to must therefore not reach the object.
 *
 * @see Referents#watch(Object, Watcher)
 */
public abstract class Watcher extends Callback {

	/** The rank of the ref that is shared by all who ask for one. */
	static final int SHARED_REF = 0;

	/** The rank of what else is shared by all who ask for one. */
	static final int SHARED = 1;

	/** The rank of what belongs to who made it. */
	static final int OWN = 2;

	@Nullable Referent referent;

	/** The one before it in the list; belongs to the list, see {@link Referent}. */
	@Nullable Watcher previous;

	/**
	 * The object, strongly.
	 * @return the object, or {@code null} if it has been collected
	 */
	protected final @Nullable Object object() {
		return (this.referent != null) ? this.referent.get() : null;
	}

	/**
	 * Whether the object has not been collected. Does not make it strong.
	 * @return whether it is live
	 */
	protected final boolean isObjectLive() {
		return this.referent != null && !this.referent.refersTo(null);
	}

	/**
	 * Whether it is this object that is referred to. Does not make it strong.
	 * @param object the object
	 * @return whether it is the one
	 */
	protected final boolean isObject(Object object) {
		return this.referent != null && this.referent.refersTo(object);
	}

	/**
	 * What users see of it among the {@linkplain WeakRefs#refs references} to the object.
	 * @return the ref, proxy or finalizer, or {@code null} if nobody holds it any more
	 */
	protected @Nullable Object handle() {
		return this;
	}

	/**
	 * Whether the user still holds what it stands for.
	 */
	boolean isHeld() {
		return true;
	}

	/**
	 * Where in the list it belongs.
	 */
	int rank() {
		return OWN;
	}

	/**
	 * Whether it is shared by all who ask for one of this kind.
	 */
	boolean isOfKind(Object kind) {
		return false;
	}

	/**
	 * Belong to a node from now on. Called before other threads can find this there.
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
