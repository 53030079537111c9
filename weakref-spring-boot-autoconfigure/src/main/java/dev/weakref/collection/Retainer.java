package dev.weakref.collection;

import java.lang.ref.Reference;
import java.util.concurrent.atomic.LongAdder;

import dev.weakref.Internal;
import org.jspecify.annotations.Nullable;

/**
 * A policy that holds some of the entries of a table strongly. Each node knows the state
 * of its entry:
 *
 * <pre>
 *   free      the node refers to key and value as the mode of the table says
 *   retained  the policy maps the node to its key and value
 *   gone      the node has left the table and is never retained again
 * </pre>
 *
 * The policy changes the state in one step with its own content: it calls
 * {@link #admitted} while it admits an entry, and {@link #evicted} while it evicts one.
 * The thread that takes a node out of the table marks it as gone and has the policy drop
 * it. So the policy contains no entry that is free or gone.
 * <p>
 * The table reports only the first use of a retained entry in each tick to the policy;
 * every other hit just compares the tick. The table calls the policy with no lock held.
 *
 * @hidden
 */
@Internal
public abstract class Retainer {

	/** In the place of a tick: the policy is told of every use. */
	private static final int EVERY_USE = -2;

	private volatile int tick;

	/**
	 * Creates a policy.
	 * @param reportsEveryUse whether the policy is told of every use
	 */
	protected Retainer(boolean reportsEveryUse) {
		this.tick = (reportsEveryUse) ? EVERY_USE : 1;
	}

	/**
	 * Holds an entry, which may evict others, unless {@link #admitted} returns
	 * {@code false}. The policy may have the entry already.
	 * @param entry the entry, which compares by identity
	 * @param referents what to hold
	 */
	protected abstract void admit(Object entry, Object referents);

	/**
	 * Notes the use of an entry.
	 * @param entry the entry
	 * @return whether the policy has it
	 */
	protected abstract boolean used(Object entry);

	/**
	 * Removes an entry that has left its table. The policy may not have it.
	 * @param entry the entry
	 * @return what the policy held for it, or {@code null}
	 */
	protected abstract @Nullable Object drop(Object entry);

	/**
	 * Notes a look-up of an entry that is free. The entry is admitted next.
	 * @param entry the entry
	 */
	protected abstract void foundWeakly(Object entry);

	/**
	 * Returns the hash code of the key of an entry, as {@link ReferenceMap#hash} does.
	 * @param entry the entry
	 * @return the hash code
	 */
	protected final int hash(Object entry) {
		return ((Node<?, ?>) entry).hash();
	}

	/**
	 * Marks an entry as retained. The policy calls this in one step with the admission.
	 * @param entry the entry
	 * @return {@code false} if the node has gone, so that it must not be admitted
	 */
	protected final boolean admitted(Object entry) {
		return ((Retainable) entry).retain(stamp());
	}

	/**
	 * Marks an entry as free. The policy calls this in one step with the eviction.
	 * @param entry the entry
	 */
	protected final void evicted(Object entry) {
		((Retainable) entry).release();
	}

	/**
	 * Begins a tick, in which the policy is told of the first use of each entry again.
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
	 * Returns whether a use of an entry in this state has to be handled.
	 */
	final boolean mustReport(int state) {
		return state != this.tick;
	}

	/**
	 * Handles a use: tells the policy, or retains an entry that is free.
	 * @param weakHits counts the uses of free entries, or {@code null}
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
				foundWeakly(node);
			}
			admit(node, referents);
		}
		else if (!used(node)) {
			admit(node, referents);
		}
	}

	/**
	 * Retains an entry unless it is dead.
	 * @return whether the node has gone, perhaps because a successor took its place
	 */
	final boolean retain(Retainable node) {
		Object referents = node.referents();
		if (referents != null) {
			admit(node, referents);
		}
		return node.isGone();
	}

	/**
	 * Drops a node that has left its table.
	 */
	final void left(Retainable node) {
		if (node.leave()) {
			drop(node);
		}
	}

	/**
	 * Replaces a node by the copy that has taken over its state. The copy may have gone
	 * since.
	 */
	final void moved(Retainable node, Retainable copy) {
		Object held = drop(node);
		Object referents = (copy.isRetained()) ? copy.referents() : null;
		if (referents != null) {
			admit(copy, referents);
		}
		Reference.reachabilityFence(held);
	}

}
