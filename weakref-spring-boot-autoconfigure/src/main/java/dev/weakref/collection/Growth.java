package dev.weakref.collection;

import java.util.concurrent.atomic.AtomicBoolean;

import dev.weakref.collection.Slots.Moved;
import org.jspecify.annotations.Nullable;

/**
 * Doubles the slots of a table. One thread at a time moves one chain after the other and
 * leaves a {@link Moved} behind, while other threads go on to use the table.
 * <p>
 * Readers may still be in the old chain. So nodes are copied rather than relinked, except
 * for the longest tail that moves as a whole, as in {@code ConcurrentHashMap} by Doug
 * Lea. Most chains are a single node, which is such a tail: it moves without a lock.
 */
final class Growth<K, V> {

	private static final int MAXIMUM_SLOTS = 1 << 30;

	private final AtomicBoolean growing = new AtomicBoolean();

	private final ReferenceTable<K, V> table;

	/** The larger slots while the table grows; used by the growing thread only. */
	private @Nullable Moved unfinished;

	Growth(ReferenceTable<K, V> table) {
		this.table = table;
	}

	/**
	 * Doubles the slots if they are still those that were found too full, or finishes the
	 * growth that another thread began before it ran out of memory.
	 */
	void grow(@Nullable Object[] full) {
		if (full.length >= MAXIMUM_SLOTS || !this.growing.compareAndSet(false, true)) {
			return;
		}
		try {
			@Nullable Object[] old = this.table.slots();
			Moved moved = this.unfinished;
			if (moved == null && full == old) {
				moved = new Moved(new @Nullable Object[old.length << 1]);
				this.unfinished = moved;
			}
			if (moved != null) {
				for (int i = 0; i < old.length; i++) {
					move(old, i, moved);
				}
				this.table.grown(moved.slots());
				this.unfinished = null;
			}
		}
		finally {
			this.growing.set(false);
		}
	}

	private void move(@Nullable Object[] old, int index, Moved moved) {
		Object head = Slots.at(old, index);
		while (head != moved) {
			Node<K, V> node = Slots.asNode(head);
			boolean done = (node == null) ? Slots.replace(old, index, null, moved)
					: (node.next() == null) ? moveSingle(node, old, index, moved) : moveChain(node, old, index, moved);
			head = (done) ? moved : Slots.at(old, index);
		}
	}

	private static boolean moveSingle(Node<?, ?> node, @Nullable Object[] old, int index, Moved moved) {
		int target = index + (node.hash() & old.length);
		Slots.set(moved.slots(), target, node);
		if (Slots.replace(old, index, node, moved)) {
			return true;
		}
		Slots.set(moved.slots(), target, null);
		return false;
	}

	private boolean moveChain(Node<K, V> head, @Nullable Object[] old, int index, Moved moved) {
		LeftBehind<K, V> left;
		synchronized (head) {
			if (Slots.at(old, index) != head) {
				return false;
			}
			left = split(head, old.length, index, moved.slots());
			if (!Slots.replace(old, index, head, moved)) {
				// The only node was exchanged meanwhile, which takes no lock
				Slots.set(moved.slots(), index, null);
				Slots.set(moved.slots(), index + old.length, null);
				return false;
			}
		}
		for (; left != null; left = left.others()) {
			this.table.leftBehind(left.node(), left.copy());
		}
		return true;
	}

	/**
	 * Distributes a chain over two slots.
	 * @return the nodes to pass to {@link ReferenceTable#leftBehind}: the dead ones, and
	 * those whose copies are {@link Retainable}
	 */
	private @Nullable LeftBehind<K, V> split(Node<K, V> head, int bit, int index, @Nullable Object[] larger) {
		Node<K, V> tail = head;
		for (Node<K, V> node = head.next(); node != null; node = node.next()) {
			if ((node.hash() & bit) != (tail.hash() & bit)) {
				tail = node;
			}
		}
		Node<K, V> low = ((tail.hash() & bit) == 0) ? tail : null;
		Node<K, V> high = (low == null) ? tail : null;
		LeftBehind<K, V> left = null;
		for (Node<K, V> node = head; node != null && node != tail; node = node.next()) {
			Node<K, V> copy = this.table.nodes.copy(node);
			if (copy == null || copy instanceof Retainable) {
				left = new LeftBehind<>(node, copy, left);
			}
			if (copy != null && (copy.hash() & bit) == 0) {
				copy.setNext(low);
				low = copy;
			}
			else if (copy != null) {
				copy.setNext(high);
				high = copy;
			}
		}
		for (LeftBehind<K, V> each = left; each != null; each = each.others()) {
			each.handOver();
		}
		Slots.set(larger, index, low);
		Slots.set(larger, index + bit, high);
		return left;
	}

	/**
	 * A node that was not moved itself, and its copy, or {@code null} if the node was
	 * dead.
	 */
	private record LeftBehind<K, V>(Node<K, V> node, @Nullable Node<K, V> copy, @Nullable LeftBehind<K, V> others) {

		void handOver() {
			if (this.copy instanceof Retainable successor && this.node instanceof Retainable replaced) {
				successor.takeOver(replaced);
			}
		}

	}

}
