package dev.weakref.collection;

import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * Decides which entries of a table are held strongly. Not for use by applications.
 * <p>
 * An entry is in one of three states, which its node knows:
 *
 * <pre>
 *   free      the node refers to key and value as the mode of the table says
 *   retained  the node refers to both of them strongly, too
 *   gone      the node has left the table; it never becomes retained again
 * </pre>
 *
 * To retain an entry, the table makes the node strong, lets the policy {@linkplain #admit
 * admit} it, and then looks whether the node has gone meanwhile. To remove one, the table
 * takes the node out, marks it as gone, and then lets the policy {@linkplain #drop drop}
 * it. So one of the two sees the other, and the policy keeps no node that has gone. An
 * eviction that overtakes an admission leaves a free entry in the policy; the next use of
 * the entry repairs that.
 * <p>
 * The policy is told of the first use of a retained entry in each tick only: all other
 * hits just compare the tick. It is called with no lock of the table held.
 */
public abstract class Retainer {

	private volatile int tick = 1;

	/**
	 * Count an entry in, which may evict others. The entry may be there already.
	 * @param entry the entry, which compares by identity
	 */
	protected abstract void admit(Object entry);

	/**
	 * Note the use of an entry that is retained.
	 * @param entry the entry
	 */
	protected abstract void used(Object entry);

	/**
	 * Forget an entry that has left its table. The entry may be unknown.
	 * @param entry the entry
	 */
	protected abstract void drop(Object entry);

	/**
	 * The policy has evicted an entry: it need no longer be held.
	 * @param entry the entry
	 */
	protected final void release(Object entry) {
		((Retainable) entry).release();
	}

	/**
	 * Want to be told of the uses of all entries again.
	 */
	protected final void nextTick() {
		int next = this.tick + 1;
		this.tick = (next > 0) ? next : 1;
	}

	/**
	 * Whether a use has to be dealt with of an entry whose policy was told in some tick.
	 */
	final boolean isNews(int told) {
		return told != this.tick;
	}

	/**
	 * Deal with a use: tell the policy, or retain an entry that is free.
	 * @param weakHits counts the uses of free entries, if they have to be counted
	 */
	final void use(Retainable node, @Nullable LongAdder weakHits) {
		if (node.told(this.tick)) {
			used(node);
		}
		else if (!node.isGone()) {
			if (weakHits != null) {
				weakHits.increment();
			}
			retain(node);
		}
	}

	/**
	 * Retain an entry.
	 * @return whether that was done, or came too late since the entry is dead; it was not
	 * done if the node has gone, perhaps because another node took its place
	 */
	final boolean retain(Retainable node) {
		Object referents = node.referents();
		if (referents == null) {
			return true;
		}
		if (!node.hold(referents, this.tick)) {
			return false;
		}
		admit(node);
		return !dropIfGone(node);
	}

	/**
	 * A node has left its table.
	 */
	final void left(Retainable node) {
		if (node.leave()) {
			drop(node);
		}
	}

	/**
	 * A copy has taken the place of a node, and its state; it may have gone since.
	 */
	final void moved(Retainable node, Retainable copy) {
		if (copy.isHeld()) {
			admit(copy);
			dropIfGone(copy);
		}
		drop(node);
	}

	private boolean dropIfGone(Retainable node) {
		boolean gone = node.isGone();
		if (gone) {
			drop(node);
		}
		return gone;
	}

}
