package dev.weakref.collection;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.ToLongBiFunction;

import dev.weakref.collection.Slots.Moved;
import org.jspecify.annotations.Nullable;

/**
 * Visits the nodes of a table, slot by slot. It follows chains that move to larger slots
 * meanwhile, so that it visits no entry twice.
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
	 * Returns the next node, live or not.
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

	/**
	 * Returns the next live node.
	 * @return a node, or {@code null} at the end
	 */
	@Nullable Node<K, V> nextLive() {
		for (Node<K, V> node = next(); node != null; node = next()) {
			Node<K, V> live = (node.isLive()) ? node : successor(node);
			if (live != null) {
				return live;
			}
		}
		return null;
	}

	/**
	 * Returns the value of an entry that was visited, or the one that has replaced it.
	 * @param met the node
	 * @return the value, or {@code null} if the entry is no longer live
	 */
	@Nullable V value(Node<K, V> met) {
		for (Node<K, V> node = met; node != null; node = successor(node)) {
			V value = node.value();
			if (value != null) {
				return value;
			}
		}
		return null;
	}

	/**
	 * Walks to the end.
	 * @return the number of live nodes
	 */
	long countLive() {
		long live = 0;
		while (nextLive() != null) {
			live++;
		}
		return live;
	}

	/**
	 * Walks to the end, dead nodes included.
	 * @return the sum of what {@code measure} returns for the value of each node, given
	 * whether the node is live
	 */
	long sum(ToLongBiFunction<? super V, Boolean> measure) {
		long sum = 0;
		for (Node<K, V> node = next(); node != null; node = next()) {
			V value = node.value();
			if (value != null) {
				sum += measure.applyAsLong(value, node.isLive());
			}
		}
		return sum;
	}

	/**
	 * Walks to the end, and calls an action with each dead node.
	 */
	void forEachDead(Consumer<? super Node<K, V>> action) {
		for (Node<K, V> node = next(); node != null; node = next()) {
			if (!node.isLive()) {
				action.accept(node);
			}
		}
	}

	/**
	 * Returns the live node that has replaced a dead one meanwhile. The new node has the
	 * same key object. The key is read only if the dead node is no longer in the table.
	 */
	private @Nullable Node<K, V> successor(Node<K, V> dead) {
		Node<K, V> node = head(dead);
		while (node != null && node != dead) {
			node = node.next();
		}
		K key = (node == null) ? dead.key() : null;
		if (key == null) {
			return null;
		}
		node = head(dead);
		while (node != null && !(node.hash() == dead.hash() && node.key() == key && node.isLive())) {
			node = node.next();
		}
		return node;
	}

	private @Nullable Node<K, V> head(Node<K, V> node) {
		return Slots.asNode(Slots.head(this.slots, node.hash()));
	}

	private @Nullable Node<K, V> chain(@Nullable Object[] slots, int index) {
		Object head = Slots.at(slots, index);
		if (head instanceof Moved moved) {
			this.ahead.push(new Slot(moved.slots(), index + slots.length));
			this.ahead.push(new Slot(moved.slots(), index));
			return null;
		}
		return Slots.asNode(head);
	}

	private record Slot(@Nullable Object[] slots, int index) {
	}

}
