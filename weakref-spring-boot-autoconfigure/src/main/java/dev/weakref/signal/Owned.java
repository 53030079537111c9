package dev.weakref.signal;

import dev.weakref.Internal;
import dev.weakref.reaper.ReapedReference;
import dev.weakref.reaper.Reaper;

/**
 * An entry of an {@link OwnedList}, which is itself the weak reference to its owner. It
 * leaves the list when it is closed or when its owner has been collected.
 *
 * @hidden
 */
@Internal
public abstract class Owned extends ReapedReference<Object> {

	private final OwnedList<?> list;

	private volatile boolean removed;

	/**
	 * Creates an entry that is not in its list yet. The caller must hold the owner until
	 * it is.
	 * @param owner the owner
	 * @param list the list that the entry is for
	 * @param reaper the reaper that removes the entry after its owner was collected
	 */
	protected Owned(Object owner, OwnedList<?> list, Reaper reaper) {
		super(owner, reaper);
		this.list = list;
	}

	/**
	 * Returns whether the entry has not been removed and its owner has not been
	 * collected. Does not make the owner strong.
	 * @return whether the entry is live
	 */
	public final boolean isLive() {
		return !this.removed && !refersTo(null);
	}

	/**
	 * Returns the list that the entry is for.
	 * @return the list
	 */
	protected final OwnedList<?> list() {
		return this.list;
	}

	/**
	 * Removes the entry. Later calls have no effect.
	 */
	public final void close() {
		this.list.remove(this, false);
	}

	/**
	 * Removes the entry because its owner has been collected.
	 */
	final void drop() {
		this.list.remove(this, true);
	}

	@Override
	protected final void reap() {
		drop();
	}

	/**
	 * Returns the key of the entry. A list has one live entry of each key.
	 * @return the key
	 */
	protected Object key() {
		return this;
	}

	final void removed() {
		this.removed = true;
	}

}
