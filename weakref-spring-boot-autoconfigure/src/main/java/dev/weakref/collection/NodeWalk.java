package dev.weakref.collection;

import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

/**
 * Visits the nodes of a table, slot by slot, and follows chains that move to a larger one
 * meanwhile, so that no entry is met twice.
 */
final class NodeWalk<K, V> {

	private final Deque<Slot> ahead = new ArrayDeque<>(2);

	private final @Nullable Object[] slots;

	private int index;

	private @Nullable Node<K, V> node;

	NodeWalk(@Nullable Object[] slots) {
		this.slots = slots;
	}

	/**
	 * The next node, live or not.
	 * @return a node, or {@code null} at the end
	 */
	@Nullable Node<K, V> next() {
		Node<K, V> next = this.node;
		while (next == null) {
			Slot slot = this.ahead.poll();
			if (slot == null) {
				if (this.index == this.slots.length) {
					return null;
				}
				next = chain(this.slots, this.index++);
			}
			else {
				next = chain(slot.slots, slot.index);
			}
		}
		this.node = next.next();
		return next;
	}

	private @Nullable Node<K, V> chain(@Nullable Object[] slots, int index) {
		Object head = SlotTable.at(slots, index);
		if (head instanceof Moved moved) {
			this.ahead.push(new Slot(moved.slots(), index + slots.length));
			this.ahead.push(new Slot(moved.slots(), index));
			return null;
		}
		return SlotTable.asNode(head);
	}

	private record Slot(@Nullable Object[] slots, int index) {
	}

}
