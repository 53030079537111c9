package dev.weakref.collection;

import java.lang.ref.Reference;
import java.util.concurrent.atomic.LongAdder;

import dev.weakref.collection.Slots.Moved;
import org.jspecify.annotations.Nullable;

/**
 * A hash table of reference nodes. It is read without a lock, and changed in the small
 * atomic steps of {@link Chains}. It counts its entries and reports to the policy, with
 * no lock held.
 * <p>
 * A new node becomes the head of its chain. So an unchanged head proves that no key was
 * added since the chain was searched, and the comparison of keys, which calls user code,
 * needs no lock. A new key and value are held strongly until the node is in the table: a
 * node that was drained before that would stay.
 * <p>
 * Each mode has a class of its own, with small loops that the just-in-time compiler
 * profiles apart.
 */
abstract class ReferenceTable<K, V> {

	final EntryCounters<K> counters;

	final DeadQueue<K, V> dead;

	final NodeFactory<K, V> nodes;

	private final @Nullable Retainer retainer;

	private final Chains<K, V> chains;

	private final Growth<K, V> growth = new Growth<>(this);

	private volatile @Nullable Object[] slots = new @Nullable Object[16];

	/** Present if endpoint and meters show the table. */
	private volatile @Nullable TableView view;

	ReferenceTable(ReferenceMapBuilder<K, V> options) {
		this.counters = new EntryCounters<>(options);
		this.dead = new DeadQueue<>(this, options);
		this.nodes = NodeFactory.of(options, this.dead.references());
		this.chains = new Chains<>(this.nodes);
		this.retainer = options.retainer;
	}

	/**
	 * Returns the hash of a key. Calls user code where keys compare by equality.
	 */
	abstract int hash(Object key);

	/**
	 * Returns the node of a key in a chain, live or not.
	 */
	abstract @Nullable Node<K, V> search(@Nullable Object head, Object key, int hash);

	/**
	 * Returns the value of a key. Allocates nothing.
	 * @param use whether this is a use, of which the policy is told
	 * @param weakHits counts the used values that were not retained, or {@code null}
	 */
	abstract @Nullable V read(Object key, boolean use, @Nullable LongAdder weakHits);

	/**
	 * Mixes the higher bits of a hash code into the lower ones, which choose the slot.
	 */
	static int spread(int hashCode) {
		return hashCode ^ (hashCode >>> 16);
	}

	final @Nullable Object head(int hash) {
		return Slots.head(this.slots, hash);
	}

	final @Nullable Object[] slots() {
		return this.slots;
	}

	final @Nullable Node<K, V> find(Object key, int hash) {
		return search(head(hash), key, hash);
	}

	/**
	 * Returns the node of a key if it is live.
	 */
	final @Nullable Node<K, V> live(Object key) {
		int hash = hash(key);
		Node<K, V> dead = null;
		for (Node<K, V> node = find(key, hash); node != null && node != dead; node = find(key, hash)) {
			if (node.isLive()) {
				return node;
			}
			dead = node;
		}
		this.dead.helpReading();
		return null;
	}

	/**
	 * Reads again after no node was found, or a dead one. The key has no value only if
	 * the dead node is still the node of its key. Does not remove it.
	 */
	final @Nullable V readAgain(@Nullable Node<K, V> found, Object key, int hash) {
		this.dead.helpReading();
		Node<K, V> dead = found;
		for (Node<K, V> node = (found != null) ? find(key, hash) : null; node != null
				&& node != dead; node = find(key, hash)) {
			V value = node.value();
			if (value != null) {
				return value;
			}
			dead = node;
		}
		return null;
	}

	/**
	 * Returns a walk over all nodes.
	 */
	final NodeWalk<K, V> walk() {
		this.dead.helpReadingAll();
		return new NodeWalk<>(this.slots);
	}

	/**
	 * Returns a view that does not hold the table.
	 */
	final TableView view() {
		TableView view = new TableView(this.counters, this.slots);
		this.view = view;
		return view;
	}

	/**
	 * Puts a value if the key has none, or in the place of the present one.
	 * @return the value that was present
	 */
	final @Nullable V put(K key, V value, boolean onlyIfAbsent) {
		this.dead.help();
		int hash = hash(key);
		Node<K, V> fresh = null;
		while (true) {
			@Nullable Object[] slots = Slots.follow(this.slots, hash);
			int index = hash & (slots.length - 1);
			Object head = Slots.at(slots, index);
			if (head instanceof Moved) {
				continue;
			}
			Node<K, V> node = search(head, key, hash);
			if (node != null) {
				V present = valueOrDiscard(node);
				if (present != null && (onlyIfAbsent || exchange(node, present, value))) {
					return present;
				}
				continue;
			}
			fresh = (fresh != null) ? fresh : this.nodes.create(key, hash, value);
			if (link(slots, index, head, fresh)) {
				Reference.reachabilityFence(value);
				return null;
			}
		}
	}

	/**
	 * Gives a live entry another value, or removes it.
	 * @param expected the value that the present one must equal, or {@code null} for any
	 * @param value the other value, or {@code null} to remove the entry
	 * @return the value that was present, or {@code null} if nothing was changed
	 */
	final @Nullable V change(Object key, @Nullable Object expected, @Nullable V value) {
		this.dead.help();
		int hash = hash(key);
		for (Node<K, V> node = find(key, hash); node != null; node = find(key, hash)) {
			V present = valueOrDiscard(node);
			if (present != null && expected != null && expected != present && !expected.equals(present)) {
				return null;
			}
			if (present != null && ((value != null) ? exchange(node, present, value) : unlink(node, present))) {
				return present;
			}
		}
		return null;
	}

	/**
	 * Returns the value of a node that was found, or discards the node if it is dead.
	 * After {@code null} the caller has to search again, because the key may have another
	 * node.
	 */
	private @Nullable V valueOrDiscard(Node<K, V> node) {
		V value = node.value();
		if (value == null) {
			discard(node);
		}
		return value;
	}

	final boolean link(@Nullable Object[] slots, int index, @Nullable Object head, Node<K, V> node) {
		this.counters.add();
		if (!Chains.link(slots, index, head, node)) {
			this.counters.subtract();
			return false;
		}
		entered(node);
		if (isTooFull(slots)) {
			this.dead.helpAll();
			if (isTooFull(slots)) {
				this.growth.grow(slots);
			}
		}
		return true;
	}

	private boolean isTooFull(@Nullable Object[] slots) {
		return this.counters.size() > slots.length - (slots.length >>> 2);
	}

	/**
	 * Gives a linked node another value.
	 * @return {@code false} if the node was taken out, copied or collected, or has
	 * another value by now
	 */
	final boolean exchange(Node<K, V> node, V expected, V value) {
		return exchange(this.chains, node, expected, value);
	}

	final boolean exchange(Chains<K, V> chains, Node<K, V> node, V expected, V value) {
		// A weak key lives through the exchange of its node
		K key = (this.nodes.renewsInPlace()) ? null : node.key();
		Node<K, V> renewed = chains.step(this.slots, node, expected, value);
		if (renewed != null && renewed != node) {
			left(node);
			entered(renewed);
		}
		Reference.reachabilityFence(key);
		Reference.reachabilityFence(value);
		return renewed != null;
	}

	/**
	 * Takes a linked node out.
	 * @return {@code false} if the node was taken out before, or has another value by now
	 */
	final boolean unlink(Node<K, V> node, V expected) {
		boolean done = (this.chains.step(this.slots, node, expected, null) != null);
		if (done) {
			this.counters.subtract();
			left(node);
		}
		return done;
	}

	/**
	 * Takes a dead node out, and counts and reports it.
	 * @return {@code false} if another thread took it out
	 */
	final boolean discard(Node<K, V> node) {
		boolean done = (this.chains.step(this.slots, node, null, null) != null);
		if (done) {
			left(node);
			this.counters.end(node);
		}
		return done;
	}

	/**
	 * Takes all nodes out. O(capacity).
	 */
	final void unlinkAll() {
		@Nullable Object[] slots = this.slots;
		for (int i = 0; i < slots.length; i++) {
			Chains.<K, V>takeAll(slots, i, (node) -> {
				left(node);
				if (node.isLive()) {
					this.counters.subtract();
				}
				else {
					this.counters.end(node);
				}
			});
		}
	}

	/**
	 * Uses the larger slots from now on, after all chains have moved to them.
	 */
	final void grown(@Nullable Object[] larger) {
		TableView view = this.view;
		if (view != null) {
			view.follow(larger);
		}
		this.slots = larger;
	}

	/**
	 * Handles a node that did not move to the larger slots.
	 * @param copy the node in its place, or {@code null} if the node was dead
	 */
	final void leftBehind(Node<K, V> node, @Nullable Node<K, V> copy) {
		if (copy == null) {
			left(node);
			this.counters.end(node);
		}
		else if (this.retainer != null) {
			this.retainer.moved((Retainable) node, (Retainable) copy);
		}
	}

	/**
	 * Retains the entry of a node that was put in, or of the node in its place by now.
	 */
	private void entered(Node<K, V> entered) {
		Retainer retainer = this.retainer;
		Node<K, V> node = entered;
		while (retainer != null && node != null && retainer.retain((Retainable) node)) {
			K key = node.key();
			Node<K, V> present = (key != null) ? find(key, node.hash()) : null;
			node = (present != node) ? present : null;
		}
	}

	final void left(Node<K, V> node) {
		if (this.retainer != null) {
			this.retainer.left((Retainable) node);
		}
	}

	/**
	 * Notes the use of an entry.
	 * @param weakHits counts it if the entry is not retained, or {@code null}
	 */
	final void used(Retainable node, @Nullable LongAdder weakHits) {
		Retainer retainer = this.retainer;
		if (retainer != null && retainer.mustReport(node.state())) {
			retainer.use(node, weakHits);
		}
	}

}
