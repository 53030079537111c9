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
 *   retained  the node refers to both of them strongly, and the policy has the entry
 *   gone      the node has left the table; it never becomes retained again
 * </pre>
 *
 * The policy makes an entry retained while it admits it, and free while it evicts it,
 * both in one step with its own change. The thread that takes a node out of the table
 * marks it as gone, and has the policy drop it if it was retained. So the policy has no
 * entry that is free or gone.
 * <p>
 * The policy is told of the first use of a retained entry in each tick only: all other
 * hits just compare the tick. It is called with no lock of the table held.
 */
public abstract class Retainer {

	/** In the place of a tick: the policy is told of every use. */
	private static final int EVERY_USE = -2;

	private volatile int tick;

	/**
	 * Create a policy.
	 * @param hearsEveryUse whether there are no ticks
	 */
	protected Retainer(boolean hearsEveryUse) {
		this.tick = (hearsEveryUse) ? EVERY_USE : 1;
	}

	/**
	 * Admit an entry, which may evict others, unless {@link #hold} refuses it. Calls that
	 * in one step with the admission. The entry may be there already.
	 * @param entry the entry, which compares by identity
	 * @param referents what to hold
	 */
	protected abstract void admit(Object entry, Object referents);

	/**
	 * Note the use of an entry.
	 * @param entry the entry
	 * @return whether the policy has it
	 */
	protected abstract boolean used(Object entry);

	/**
	 * Forget an entry that has left its table. It may be unknown.
	 * @param entry the entry
	 */
	protected abstract void drop(Object entry);

	/**
	 * Make an entry retained that is being admitted.
	 * @param entry the entry
	 * @param referents what to hold
	 * @return whether that was done, which it is not if the node has gone
	 */
	protected final boolean hold(Object entry, Object referents) {
		return ((Retainable) entry).hold(referents, stamp());
	}

	/**
	 * Make an entry free that is being evicted.
	 * @param entry the entry
	 */
	protected final void release(Object entry) {
		((Retainable) entry).release();
	}

	/**
	 * Want to be told of the uses of all entries again.
	 */
	protected final synchronized void nextTick() {
		if (this.tick != EVERY_USE) {
			this.tick = (this.tick < Integer.MAX_VALUE) ? this.tick + 1 : 1;
		}
	}

	private int stamp() {
		return Math.max(1, this.tick);
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
		// Before the policy may find that the entry has expired, and release it
		Object referents = node.referents();
		if (referents == null || node.isGone()) {
			return;
		}
		if (!node.noteUse(stamp())) {
			if (weakHits != null) {
				weakHits.increment();
			}
			admit(node, referents);
		}
		else if (!used(node)) {
			admit(node, referents);
		}
	}

	/**
	 * Retain an entry unless it is dead.
	 * @return whether the node has gone, perhaps because another took its place
	 */
	final boolean retain(Retainable node) {
		Object referents = node.referents();
		if (referents != null) {
			admit(node, referents);
		}
		return node.isGone();
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
	 * A copy has taken the place of a node, and what it held; it may have gone since.
	 */
	final void moved(Retainable node, Retainable copy) {
		drop(node);
		Object held = copy.held();
		if (held != null) {
			admit(copy, held);
		}
	}

}
