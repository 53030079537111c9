package dev.weakref.collection;

import org.jspecify.annotations.Nullable;

/**
 * A node whose entry a {@link Retainer} can hold strongly. The state of the node is one
 * number: {@link #FREE}, {@link #GONE}, or, while the entry is retained, the tick of the
 * last use that was reported. It changes under the monitor of the node; look-ups read it
 * without.
 */
interface Retainable {

	/** The state of a node that has left its table. */
	int GONE = -1;

	/** The state of a node whose entry is not retained. */
	int FREE = 0;

	/**
	 * Returns the weakly referenced key or value, or both; {@code null} if one of them
	 * was collected.
	 */
	@Nullable Object referents();

	int state();

	void setState(int state);

	default boolean isGone() {
		synchronized (this) {
			return state() == GONE;
		}
	}

	default boolean isRetained() {
		synchronized (this) {
			return state() > FREE;
		}
	}

	/**
	 * Marks the entry as retained.
	 * @return {@code false} if the node has gone
	 */
	default boolean retain(int tick) {
		synchronized (this) {
			if (state() == GONE) {
				return false;
			}
			setState(tick);
			return true;
		}
	}

	/**
	 * Notes a use that is reported to the policy.
	 * @return {@code false} if the entry is not retained
	 */
	default boolean noteUse(int tick) {
		synchronized (this) {
			return isRetained() && retain(tick);
		}
	}

	/**
	 * Marks the entry as free, unless the node has gone.
	 */
	default void release() {
		retain(FREE);
	}

	/**
	 * Marks the node as gone, for good.
	 * @return whether the entry was retained
	 */
	default boolean leave() {
		synchronized (this) {
			boolean retained = isRetained();
			setState(GONE);
			return retained;
		}
	}

	/**
	 * Takes over the state of the node that this node replaces, and marks the replaced
	 * node as gone.
	 */
	default void takeOver(Retainable replaced) {
		synchronized (replaced) {
			setState(replaced.state());
			replaced.leave();
		}
	}

}
