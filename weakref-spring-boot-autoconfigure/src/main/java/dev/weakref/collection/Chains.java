package dev.weakref.collection;

import java.util.function.Consumer;

import dev.weakref.collection.Slots.Moved;
import org.jspecify.annotations.Nullable;

/**
 * Changes the chains of a hash table in atomic steps.
 * <p>
 * A step holds the monitor of the chain's head and ends with its only visible write. To
 * exchange the only node of a chain, that write is enough. A head is written by
 * compare-and-set, because {@link Growth} moves a single node without its monitor.
 */
final class Chains<K, V> {

	private final NodeFactory<K, V> nodes;

	Chains(NodeFactory<K, V> nodes) {
		this.nodes = nodes;
	}

	/**
	 * Puts a new node in front of a chain.
	 * @param head the head that the caller saw, or {@code null} for an empty chain
	 * @return {@code false} if the head is another one by now
	 */
	static <K, V> boolean link(@Nullable Object[] slots, int index, @Nullable Object head, Node<K, V> node) {
		node.setNext(Slots.asNode(head));
		if (head == null) {
			return Slots.replace(slots, index, null, node);
		}
		synchronized (head) {
			return Slots.replace(slots, index, head, node);
		}
	}

	/**
	 * Takes all nodes of a chain out.
	 * @param action is called with each node, with no lock held
	 */
	static <K, V> void takeAll(@Nullable Object[] slots, int index, Consumer<Node<K, V>> action) {
		for (Object head = Slots.at(slots, index); head != null; head = Slots.at(slots, index)) {
			if (head instanceof Moved moved) {
				takeAll(moved.slots(), index, action);
				takeAll(moved.slots(), index + slots.length, action);
				return;
			}
			synchronized (head) {
				if (!Slots.replace(slots, index, head, null)) {
					continue;
				}
			}
			for (Node<K, V> node = Slots.asNode(head); node != null; node = node.next()) {
				action.accept(node);
			}
			return;
		}
	}

	/**
	 * Sets the value of a linked node, or takes the node out if {@code value} is
	 * {@code null}.
	 * @param from the slots of the table, or smaller ones it had before
	 * @param expected the value the node must have, or {@code null} if it must be dead
	 * @return the node that has the value, or the one that was taken out; {@code null} if
	 * nothing was done
	 */
	@Nullable Node<K, V> step(@Nullable Object[] from, Node<K, V> node, @Nullable V expected, @Nullable V value) {
		while (true) {
			@Nullable Object[] slots = Slots.follow(from, node.hash());
			int index = node.hash() & (slots.length - 1);
			Object head = Slots.at(slots, index);
			if (head == null) {
				return null;
			}
			if (head instanceof Moved) {
				continue;
			}
			if (head == node && value != null && node.next() == null && !this.nodes.renewsInPlace()) {
				Node<K, V> renewed = (isAsExpected(node, expected, value)) ? this.nodes.renew(node, value) : null;
				if (renewed == null || Slots.replace(slots, index, node, renewed)) {
					return renewed;
				}
				continue;
			}
			synchronized (head) {
				if (Slots.at(slots, index) != head) {
					continue;
				}
				Node<K, V> previous = previous(head, node);
				if ((previous == null && head != node) || !isAsExpected(node, expected, value)) {
					return null;
				}
				Node<K, V> next = (value != null) ? renew(node, value) : node.next();
				if (value != null && next == null) {
					return null;
				}
				if (next == node || relink(slots, index, previous, node, next)) {
					return (value != null) ? next : node;
				}
			}
		}
	}

	/**
	 * Returns whether a step may be taken. A node that gets another value must still have
	 * its key. A node that is taken out must have the expected value, or be dead if no
	 * value is expected.
	 */
	private static <V> boolean isAsExpected(Node<?, V> node, @Nullable V expected, @Nullable V value) {
		if (expected == null) {
			return !node.isLive();
		}
		return node.holds(expected) && (value == null || !node.isCollected());
	}

	private @Nullable Node<K, V> renew(Node<K, V> node, V value) {
		Node<K, V> renewed = this.nodes.renew(node, value);
		if (renewed != null && renewed != node) {
			renewed.setNext(node.next());
		}
		return renewed;
	}

	private static <K, V> @Nullable Node<K, V> previous(Object head, Node<K, V> node) {
		Node<K, V> previous = Slots.asNode(head);
		while (previous != null && previous.next() != node) {
			previous = previous.next();
		}
		return previous;
	}

	/**
	 * Puts a node, or none, in the place of one that was checked to be in the chain.
	 * @return {@code false} if the head was moved meanwhile
	 */
	private static <K, V> boolean relink(@Nullable Object[] slots, int index, @Nullable Node<K, V> previous,
			Node<K, V> node, @Nullable Node<K, V> next) {
		if (previous == null) {
			return Slots.replace(slots, index, node, next);
		}
		previous.setNext(next);
		return true;
	}

}
