package dev.weakref.collection;

import org.jspecify.annotations.Nullable;

/**
 * A node that a {@link Retainer} can make strong. The state changes under the monitor of
 * the node, which is held for a few instructions; look-ups read it without.
 */
interface Retainable {

	/** In the place of a tick: the node has left its table. */
	int GONE = -1;

	/** In the place of a tick: the node is not held. */
	int FREE = 0;

	/**
	 * Key or value, or both, as far as the node refers to them weakly; or {@code null}.
	 */
	@Nullable Object referents();

	/** The referents while the entry is retained. */
	@Nullable Object held();

	void setHeld(@Nullable Object held);

	/** The tick in which the policy was told of a use last, if the entry is retained. */
	int told();

	void setTold(int tick);

	default boolean isGone() {
		synchronized (this) {
			return told() == GONE;
		}
	}

	/**
	 * Hold the referents.
	 * @return whether it was done, which it is not if the node has gone
	 */
	default boolean hold(Object referents, int tick) {
		synchronized (this) {
			if (told() == GONE) {
				return false;
			}
			setHeld(referents);
			setTold(tick);
			return true;
		}
	}

	/**
	 * Note that the policy is told of a use.
	 * @return whether the entry is retained, so that this was done
	 */
	default boolean noteUse(int tick) {
		synchronized (this) {
			boolean retained = (held() != null);
			if (retained) {
				setTold(tick);
			}
			return retained;
		}
	}

	/**
	 * Hold the referents no longer.
	 */
	default void release() {
		synchronized (this) {
			setHeld(null);
			if (told() != GONE) {
				setTold(FREE);
			}
		}
	}

	/**
	 * Go, for ever.
	 * @return whether the entry was retained
	 */
	default boolean leave() {
		synchronized (this) {
			boolean retained = (held() != null);
			setHeld(null);
			setTold(GONE);
			return retained;
		}
	}

	/**
	 * Take over what another node holds, which is gone after that.
	 */
	default void takeOver(Retainable node) {
		synchronized (node) {
			setHeld(node.held());
			setTold(node.told());
			node.leave();
		}
	}

}
