package dev.weakref.collection;

import java.lang.ref.Reference;

import org.jspecify.annotations.Nullable;

/**
 * A hash table of reference nodes: chains that are read without a lock and changed by
 * three small atomic steps.
 *
 * <pre>
 *   link     puts a new node in front, if the head is still the one the caller saw
 *   exchange gives a node another value, if it is still linked and has the expected one
 *   unlink   takes a node out, on the same conditions; discard one that is dead
 * </pre>
 *
 * A step holds the monitor of the chain's head and ends with its only visible write; to
 * exchange the only node of a chain, that write alone will do. New nodes go in front: an
 * unchanged head thus proves that no key has come since the caller searched the chain, so
 * that keys are compared, which is user code, under no lock. A head is written by
 * compare-and-set, since a growing table takes a single node away without its monitor.
 * <p>
 * What goes into the table is held until it is in: a node that died before could be
 * handed over and looked for in vain, and would stay.
 */
abstract class ChainTable<K, V> extends SlotTable<K, V> {

	private final NodeFactory<K, V> nodes;

	private final EntryAccount<K> account;

	ChainTable(NodeFactory<K, V> nodes, EntryAccount<K> account) {
		this.nodes = nodes;
		this.account = account;
	}

	/**
	 * The hash of a key in this table. Calls user code where keys compare by equality.
	 */
	abstract int hash(Object key);

	/**
	 * The node of a key in a chain, live or not. Each mode has its own small loop here,
	 * so that the just-in-time compiler profiles them apart.
	 */
	abstract @Nullable Node<K, V> search(@Nullable Object head, Object key, int hash);

	/**
	 * Take out what is dead, so that the table need not grow.
	 */
	abstract void makeRoom();

	/**
	 * A node has come into the table with a value of its own. Called with no lock held.
	 */
	abstract void entered(Node<K, V> node);

	/**
	 * A node has been taken out of the table. Called with no lock held.
	 */
	abstract void left(Node<K, V> node);

	/**
	 * A copy has taken the place of a node. Called with no lock held.
	 */
	abstract void moved(Node<K, V> node, Node<K, V> copy);

	final NodeFactory<K, V> nodes() {
		return this.nodes;
	}

	@Override
	final @Nullable Node<K, V> copy(Node<K, V> node) {
		return this.nodes.copy(node);
	}

	@Override
	final void leftBehind(LeftBehind<K, V> left) {
		Node<K, V> copy = left.copy();
		if (copy != null) {
			moved(left.node(), copy);
		}
		else {
			left(left.node());
			this.account.end(left.node());
		}
	}

	/**
	 * Put a node in front of a chain.
	 * @return whether it was done, which it is not if the head is another by now
	 */
	final boolean link(@Nullable Object[] slots, int index, @Nullable Object head, Node<K, V> node) {
		node.setNext(asNode(head));
		this.account.add();
		if (!((head != null) ? linkInFront(slots, index, head, node) : replace(slots, index, null, node))) {
			this.account.subtract();
			return false;
		}
		entered(node);
		if (isTooFull(slots)) {
			makeRoom();
			if (isTooFull(slots)) {
				grow(slots);
			}
		}
		return true;
	}

	private boolean isTooFull(@Nullable Object[] slots) {
		return this.account.size() > slots.length - (slots.length >>> 2);
	}

	/**
	 * Give a linked node another value.
	 * @return whether it was done, which it is not if the node was taken out, copied, or
	 * collected, or has another value by now
	 */
	final boolean exchange(Node<K, V> node, V expected, V value) {
		// A weak key lives through the exchange of its node
		K key = (this.nodes.renewsInPlace()) ? null : node.key();
		Node<K, V> renewed = change(node, expected, value);
		if (renewed != null && renewed != node) {
			left(node);
			entered(renewed);
		}
		Reference.reachabilityFence(key);
		Reference.reachabilityFence(value);
		return renewed != null;
	}

	/**
	 * Take a linked node out.
	 * @param expected the value it must still have
	 * @return whether it was done
	 */
	final boolean unlink(Node<K, V> node, V expected) {
		boolean done = (change(node, expected, null) != null);
		if (done) {
			this.account.subtract();
			left(node);
		}
		return done;
	}

	private static boolean linkInFront(@Nullable Object[] slots, int index, Object head, Node<?, ?> node) {
		synchronized (head) {
			return replace(slots, index, head, node);
		}
	}

	/**
	 * Give a linked node another value, or take it out if there is none.
	 * @return the node that has the value, or the one that was taken out; {@code null} if
	 * it was not done
	 */
	private @Nullable Node<K, V> change(Node<K, V> node, @Nullable V expected, @Nullable V value) {
		while (true) {
			@Nullable Object[] slots = slots(node.hash());
			int index = node.hash() & (slots.length - 1);
			Object head = at(slots, index);
			if (head == null) {
				return null;
			}
			if (head instanceof Moved) {
				continue;
			}
			if (head == node && value != null && node.next() == null && !this.nodes.renewsInPlace()) {
				Node<K, V> renewed = (isAsExpected(node, expected, value)) ? this.nodes.renew(node, value) : null;
				if (renewed == null || replace(slots, index, node, renewed)) {
					return renewed;
				}
				continue;
			}
			synchronized (head) {
				if (at(slots, index) != head) {
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
	 * A node that is given a value must have its key; one that is to be taken out must
	 * have the value that was seen, or be dead.
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

	/**
	 * Take a dead node out, and count and report it if this call was the one to do so.
	 * @return whether it was
	 */
	final boolean discard(Node<K, V> node) {
		boolean done = (change(node, null, null) != null);
		if (done) {
			left(node);
			this.account.end(node);
		}
		return done;
	}

	/**
	 * Take all nodes out. O(capacity).
	 */
	final void unlinkAll() {
		@Nullable Object[] slots = slots();
		for (int i = 0; i < slots.length; i++) {
			unlinkAll(slots, i);
		}
	}

	private void unlinkAll(@Nullable Object[] slots, int index) {
		for (Object head = at(slots, index); head != null; head = at(slots, index)) {
			if (head instanceof Moved moved) {
				unlinkAll(moved.slots(), index);
				unlinkAll(moved.slots(), index + slots.length);
				return;
			}
			synchronized (head) {
				if (!replace(slots, index, head, null)) {
					continue;
				}
			}
			for (Node<K, V> node = asNode(head); node != null; node = node.next()) {
				left(node);
				if (node.isLive()) {
					this.account.subtract();
				}
				else {
					this.account.end(node);
				}
			}
			return;
		}
	}

	private static <K, V> @Nullable Node<K, V> previous(Object head, Node<K, V> node) {
		Node<K, V> previous = asNode(head);
		while (previous != null && previous.next() != node) {
			previous = previous.next();
		}
		return previous;
	}

	/**
	 * Make a chain go on with another node, in the place of one that was checked to be in
	 * it.
	 * @return whether it was done, which it is not if a head has moved away meanwhile
	 */
	private static <K, V> boolean relink(@Nullable Object[] slots, int index, @Nullable Node<K, V> previous,
			Node<K, V> node, @Nullable Node<K, V> next) {
		if (previous == null) {
			return replace(slots, index, node, next);
		}
		previous.setNext(next);
		return true;
	}

}
