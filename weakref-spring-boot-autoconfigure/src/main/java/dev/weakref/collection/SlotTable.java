package dev.weakref.collection;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * The slots of a hash table of reference nodes, and how they grow.
 *
 * <pre>
 *   slots:  [ null | node -> node -> node | Moved(larger slots) | ... ]
 * </pre>
 *
 * A table that grows moves one chain after the other and leaves a {@link Moved} behind.
 * Readers may still be in the old chain, so nodes are copied rather than relinked, except
 * for a tail that moves as a whole (the scheme of {@code ConcurrentHashMap}, by Doug
 * Lea). Most chains are a single node, which is such a tail: it moves without a lock.
 */
abstract class SlotTable<K, V> extends AbstractMap<K, V> {

	private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

	private static final int INITIAL_SLOTS = 16;

	private static final int MAXIMUM_SLOTS = 1 << 30;

	private volatile @Nullable Object[] slots = new @Nullable Object[INITIAL_SLOTS];

	private final AtomicBoolean growing = new AtomicBoolean();

	/** Where chains go while the table grows; touched by the growing thread only. */
	private @Nullable Moved unfinished;

	/**
	 * Make the same entry as a node of its own.
	 * @return the copy, or {@code null} if the node is not live
	 */
	abstract @Nullable Node<K, V> copy(Node<K, V> node);

	/**
	 * A node has not come along when its chain moved: it was dead, or a copy has taken
	 * its place. Called with no lock held.
	 */
	abstract void leftBehind(LeftBehind<K, V> left);

	/**
	 * All chains have moved to other slots.
	 */
	abstract void grown(@Nullable Object[] slots);

	/**
	 * The chain in which a hash belongs.
	 */
	final @Nullable Object head(int hash) {
		return head(this.slots, hash);
	}

	static @Nullable Object head(@Nullable Object[] slots, int hash) {
		Object head = at(slots, hash & (slots.length - 1));
		return (head instanceof Moved moved) ? head(moved, hash) : head;
	}

	private static @Nullable Object head(Moved moved, int hash) {
		return head(slots(moved.slots(), hash), hash);
	}

	final @Nullable Object[] slots() {
		return this.slots;
	}

	/**
	 * The array that held the chain of a hash at some moment during the call.
	 */
	final @Nullable Object[] slots(int hash) {
		return slots(this.slots, hash);
	}

	private static @Nullable Object[] slots(@Nullable Object[] slots, int hash) {
		while (at(slots, hash & (slots.length - 1)) instanceof Moved moved) {
			slots = moved.slots();
		}
		return slots;
	}

	static @Nullable Object at(@Nullable Object[] slots, int index) {
		return SLOT.getAcquire(slots, index);
	}

	static boolean replace(@Nullable Object[] slots, int index, @Nullable Object expected, @Nullable Object value) {
		return SLOT.compareAndSet(slots, index, expected, value);
	}

	/**
	 * Double the table that was found too full, or finish what a thread has begun that
	 * ran out of memory.
	 */
	final void grow(@Nullable Object[] full) {
		if (full.length >= MAXIMUM_SLOTS || !this.growing.compareAndSet(false, true)) {
			return;
		}
		try {
			@Nullable Object[] old = this.slots;
			Moved moved = this.unfinished;
			if (moved == null && full == old) {
				moved = new Moved(new @Nullable Object[old.length << 1]);
				this.unfinished = moved;
			}
			if (moved != null) {
				for (int i = 0; i < old.length; i++) {
					move(old, i, moved);
				}
				grown(moved.slots());
				this.slots = moved.slots();
				this.unfinished = null;
			}
		}
		finally {
			this.growing.set(false);
		}
	}

	private void move(@Nullable Object[] old, int index, Moved moved) {
		Object head = at(old, index);
		while (head != moved) {
			Node<K, V> node = asNode(head);
			boolean done = (node == null) ? replace(old, index, null, moved)
					: (node.next() == null) ? moveSingle(node, old, index, moved) : moveChain(node, old, index, moved);
			head = (done) ? moved : at(old, index);
		}
	}

	private static boolean moveSingle(Node<?, ?> node, @Nullable Object[] old, int index, Moved moved) {
		int target = index + (node.hash() & old.length);
		SLOT.setRelease(moved.slots(), target, node);
		if (replace(old, index, node, moved)) {
			return true;
		}
		SLOT.setRelease(moved.slots(), target, null);
		return false;
	}

	private boolean moveChain(Node<K, V> head, @Nullable Object[] old, int index, Moved moved) {
		List<LeftBehind<K, V>> left = new ArrayList<>(0);
		synchronized (head) {
			if (at(old, index) != head) {
				return false;
			}
			split(head, old.length, index, moved.slots(), left);
			left.forEach(LeftBehind::handOver);
			if (!replace(old, index, head, moved)) {
				// The only node was exchanged meanwhile, which takes no lock
				SLOT.setRelease(moved.slots(), index, null);
				SLOT.setRelease(moved.slots(), index + old.length, null);
				return false;
			}
		}
		left.forEach(this::leftBehind);
		return true;
	}

	private void split(Node<K, V> head, int bit, int index, @Nullable Object[] larger, List<LeftBehind<K, V>> left) {
		Node<K, V> tail = head;
		for (Node<K, V> node = head.next(); node != null; node = node.next()) {
			if ((node.hash() & bit) != (tail.hash() & bit)) {
				tail = node;
			}
		}
		Node<K, V> low = ((tail.hash() & bit) == 0) ? tail : null;
		Node<K, V> high = (low == null) ? tail : null;
		for (Node<K, V> node = head; node != null && node != tail; node = node.next()) {
			Node<K, V> copy = copy(node);
			left.add(new LeftBehind<>(node, copy));
			if (copy != null && (copy.hash() & bit) == 0) {
				copy.setNext(low);
				low = copy;
			}
			else if (copy != null) {
				copy.setNext(high);
				high = copy;
			}
		}
		SLOT.setRelease(larger, index, low);
		SLOT.setRelease(larger, index + bit, high);
	}

	/**
	 * A node that did not come along, and its copy unless it was dead.
	 */
	record LeftBehind<K, V>(Node<K, V> node, @Nullable Node<K, V> copy) {

		void handOver() {
			if (this.copy instanceof Retainable successor && this.node instanceof Retainable retained) {
				successor.takeOver(retained);
			}
		}

	}

	@SuppressWarnings("unchecked")
	static <K, V> @Nullable Node<K, V> asNode(@Nullable Object head) {
		return (Node<K, V>) head;
	}

}
