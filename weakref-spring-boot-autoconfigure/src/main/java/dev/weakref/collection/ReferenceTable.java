package dev.weakref.collection;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

import dev.weakref.reaper.Drainable;
import dev.weakref.reaper.Reaper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A hash table of reference nodes: chains that are read without a lock and changed by
 * three small atomic steps.
 *
 * <pre>
 *   slots:  [ null | node -> node -> node | Moved(larger slots) | ... ]
 *
 *   link     puts a new node in front, if the head is still the one the caller saw
 *   exchange gives a node another value, if it is still linked and has the expected one
 *   unlink   takes a node out, on the same conditions
 * </pre>
 *
 * A step holds the monitor of the chain's head and ends with its only visible write. New
 * nodes go in front: an unchanged head thus proves that no key has come since the caller
 * searched the chain, so that keys are compared, which is user code, under no lock.
 * <p>
 * A table that grows moves one chain after the other. Readers may still be in the old
 * chain, so nodes are copied rather than relinked, except for a tail that moves as a
 * whole (the scheme of {@code ConcurrentHashMap}, by Doug Lea); a chain that has moved
 * leaves a {@link Moved} behind.
 */
abstract class ReferenceTable<K, V> extends AbstractMap<K, V> implements Drainable {

	private static final Logger logger = LoggerFactory.getLogger(ReferenceTable.class);

	private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

	private static final int INITIAL_SLOTS = 16;

	private static final int MAXIMUM_SLOTS = 1 << 30;

	/** How many dead entries one writing operation removes at most. */
	private static final int HELP = 16;

	private volatile @Nullable Object[] slots = new @Nullable Object[INITIAL_SLOTS];

	private final AtomicBoolean growing = new AtomicBoolean();

	/** Where chains go while the table grows; touched by the growing thread only. */
	private @Nullable Moved unfinished;

	private final AtomicBoolean helping = new AtomicBoolean();

	private final LongAdder linked = new LongAdder();

	private final LongAdder collected = new LongAdder();

	private final LongAdder expired = new LongAdder();

	private final ReferenceQueue<Object> queue = new ReferenceQueue<>();

	private final NodeFactory<K, V> nodes;

	private final @Nullable Reaper reaper;

	private final @Nullable CollectedListener<? super K> listener;

	ReferenceTable(ReferenceMapBuilder<K, V> options) {
		this.nodes = NodeFactory.of(options.references, this.queue, options.freshness());
		this.reaper = options.reaper;
		this.listener = options.listener;
		if (this.reaper != null) {
			this.reaper.watch(this.queue, this);
		}
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

	final NodeFactory<K, V> nodes() {
		return this.nodes;
	}

	/**
	 * The chain in which a hash belongs.
	 */
	final @Nullable Object head(int hash) {
		@Nullable Object[] slots = this.slots;
		Object head = at(slots, hash & (slots.length - 1));
		return (head instanceof Moved moved) ? head(moved, hash) : head;
	}

	private @Nullable Object head(Moved moved, int hash) {
		@Nullable Object[] slots = slots(moved.slots(), hash);
		Object head = at(slots, hash & (slots.length - 1));
		return (head instanceof Moved again) ? head(again, hash) : head;
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

	final @Nullable Object[] slots() {
		return this.slots;
	}

	static @Nullable Object at(@Nullable Object[] slots, int index) {
		return SLOT.getAcquire(slots, index);
	}

	/**
	 * Put a node in front of a chain.
	 * @return whether it was done, which it is not if the head is another by now
	 */
	final boolean link(@Nullable Object[] slots, int index, @Nullable Object head, Node<K, V> node) {
		node.setNext(asNode(head));
		if (head == null) {
			if (!SLOT.compareAndSet(slots, index, null, node)) {
				return false;
			}
		}
		else {
			synchronized (head) {
				if (at(slots, index) != head) {
					return false;
				}
				SLOT.setRelease(slots, index, node);
			}
		}
		this.linked.increment();
		if (this.linked.sum() > slots.length - (slots.length >>> 2)) {
			help(Integer.MAX_VALUE);
			if (this.linked.sum() > slots.length - (slots.length >>> 2)) {
				grow(slots);
			}
		}
		return true;
	}

	/**
	 * Give a linked node another value.
	 * @return whether it was done, which it is not if the node was taken out, copied, or
	 * collected, or has another value by now
	 */
	final boolean exchange(Node<K, V> node, V expected, V value) {
		while (true) {
			@Nullable Object[] slots = slots(node.hash());
			int index = node.hash() & (slots.length - 1);
			Object head = at(slots, index);
			if (head instanceof Moved) {
				continue;
			}
			if (head == null) {
				return false;
			}
			synchronized (head) {
				if (at(slots, index) != head) {
					continue;
				}
				Node<K, V> previous = previous(head, node);
				if ((previous == null && head != node) || !node.holds(expected) || node.isCollected()) {
					return false;
				}
				Node<K, V> renewed = this.nodes.renew(node, value);
				if (renewed != node) {
					renewed.setNext(node.next());
					relink(slots, index, previous, renewed);
				}
				return true;
			}
		}
	}

	/**
	 * Take a linked node out.
	 * @param expected the value it must still have, or {@code null} if it must be dead
	 * @return whether it was done
	 */
	final boolean unlink(Node<K, V> node, @Nullable V expected) {
		while (true) {
			@Nullable Object[] slots = slots(node.hash());
			int index = node.hash() & (slots.length - 1);
			Object head = at(slots, index);
			if (head instanceof Moved) {
				continue;
			}
			if (head == null) {
				return false;
			}
			synchronized (head) {
				if (at(slots, index) != head) {
					continue;
				}
				Node<K, V> previous = previous(head, node);
				if (previous == null && head != node) {
					return false;
				}
				if ((expected != null) ? !node.holds(expected) : node.isLive()) {
					return false;
				}
				relink(slots, index, previous, node.next());
			}
			this.linked.decrement();
			return true;
		}
	}

	/**
	 * Take a dead node out, and count and report it if this call was the one to do so.
	 * @return whether it was
	 */
	final boolean discard(Node<K, V> node) {
		boolean done = unlink(node, null);
		if (done) {
			report(node);
		}
		return done;
	}

	private void report(Node<K, V> node) {
		boolean collected = node.isCollected();
		((collected) ? this.collected : this.expired).increment();
		if (collected && this.reaper != null) {
			this.reaper.countDrained();
		}
		if (this.listener != null) {
			report(node, collected, this.listener);
		}
	}

	private static <K> void report(Node<K, ?> node, boolean collected, CollectedListener<? super K> listener) {
		try {
			if (collected) {
				listener.collected(node.key());
			}
			else {
				listener.expired(node.key());
			}
		}
		catch (Throwable ex) {
			logger.error("A listener to collected entries failed", ex);
		}
	}

	@Override
	@SuppressWarnings("unchecked")
	public final void drain(Reference<?> dead) {
		if (dead instanceof Node<?, ?>) {
			discard((Node<K, V>) dead);
		}
		else if (dead instanceof ValueHolder.Weak<?> value) {
			Node<K, V> node = holder(value);
			while (node != null && !discard(node)) {
				node = holder(value);
			}
		}
	}

	/**
	 * The node that refers to its value through this object. A growing table gives it to
	 * another node, so who fails to take the node out has to ask again.
	 */
	private @Nullable Node<K, V> holder(ValueHolder.Weak<?> value) {
		Node<K, V> node = asNode(head(value.hash));
		while (node != null && ((WeakKeyNode<K, V>) node).content != value) {
			node = node.next();
		}
		return node;
	}

	/**
	 * Remove some dead entries, as every writing operation does: cheap when there are
	 * none, and enough to keep up with them when nobody else does.
	 */
	final void help() {
		help(HELP);
	}

	/**
	 * Nothing is done while the same is under way already: a listener may write to this
	 * table, and so come back here for every dead entry there is.
	 */
	private void help(int most) {
		Reference<?> dead = (this.helping.get()) ? null : this.queue.poll();
		if (dead == null) {
			return;
		}
		boolean alone = this.helping.compareAndSet(false, true);
		try {
			for (int i = 1; dead != null; i++) {
				drain(dead);
				dead = (alone && i < most) ? this.queue.poll() : null;
			}
		}
		finally {
			if (alone) {
				this.helping.set(false);
			}
		}
	}

	/**
	 * Remove all dead entries that the JVM has handed over so far. O(dead).
	 */
	final void drainQueue() {
		for (Reference<?> dead = this.queue.poll(); dead != null; dead = this.queue.poll()) {
			drain(dead);
		}
	}

	/**
	 * How many entries there are, counting dead ones that have not been drained. O(1).
	 * @return an upper bound of the number of live entries
	 */
	public final long estimatedSize() {
		return Math.max(0, this.linked.sum());
	}

	/**
	 * How many entries have been removed because the collector cleared them. O(1).
	 * @return the number so far
	 */
	public final long collectedCount() {
		return this.collected.sum();
	}

	/**
	 * How many entries have been removed because they had expired. O(1).
	 * @return the number so far
	 */
	public final long expiredCount() {
		return this.expired.sum();
	}

	/**
	 * Remove all entries. O(capacity).
	 */
	@Override
	public final void clear() {
		@Nullable Object[] slots = this.slots;
		for (int i = 0; i < slots.length; i++) {
			clear(slots, i);
		}
		drainQueue();
	}

	private void clear(@Nullable Object[] slots, int index) {
		for (Object head = at(slots, index); head != null; head = at(slots, index)) {
			if (head instanceof Moved moved) {
				clear(moved.slots(), index);
				clear(moved.slots(), index + slots.length);
				return;
			}
			synchronized (head) {
				if (at(slots, index) != head) {
					continue;
				}
				SLOT.setRelease(slots, index, null);
			}
			for (Node<K, V> node = asNode(head); node != null; node = node.next()) {
				this.linked.decrement();
				if (!node.isLive()) {
					report(node);
				}
			}
			return;
		}
	}

	/**
	 * Double the table that was found too full, or finish what a thread has begun that
	 * ran out of memory.
	 */
	private void grow(@Nullable Object[] full) {
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
				this.slots = moved.slots();
				this.unfinished = null;
			}
		}
		finally {
			this.growing.set(false);
		}
	}

	private void move(@Nullable Object[] old, int index, Moved moved) {
		List<Node<K, V>> dead = new ArrayList<>(0);
		while (true) {
			Object head = at(old, index);
			if (head == moved) {
				return;
			}
			if (head == null) {
				if (SLOT.compareAndSet(old, index, null, moved)) {
					return;
				}
				continue;
			}
			synchronized (head) {
				if (at(old, index) != head) {
					continue;
				}
				split(asNode(head), old.length, index, moved.slots(), dead);
				SLOT.setRelease(old, index, moved);
			}
			for (Node<K, V> node : dead) {
				this.linked.decrement();
				report(node);
			}
			return;
		}
	}

	private void split(@Nullable Node<K, V> head, int bit, int index, @Nullable Object[] larger,
			List<Node<K, V>> dead) {
		Node<K, V> tail = head;
		for (Node<K, V> node = head; node != null; node = node.next()) {
			if (tail == null || (node.hash() & bit) != (tail.hash() & bit)) {
				tail = node;
			}
		}
		Node<K, V> low = (tail != null && (tail.hash() & bit) == 0) ? tail : null;
		Node<K, V> high = (low == null) ? tail : null;
		for (Node<K, V> node = head; node != null && node != tail; node = node.next()) {
			Node<K, V> copy = this.nodes.copy(node);
			if (copy == null) {
				dead.add(node);
			}
			else if ((copy.hash() & bit) == 0) {
				copy.setNext(low);
				low = copy;
			}
			else {
				copy.setNext(high);
				high = copy;
			}
		}
		SLOT.setRelease(larger, index, low);
		SLOT.setRelease(larger, index + bit, high);
	}

	private static <K, V> @Nullable Node<K, V> previous(Object head, Node<K, V> node) {
		Node<K, V> previous = asNode(head);
		while (previous != null && previous.next() != node) {
			previous = previous.next();
		}
		return previous;
	}

	private static <K, V> void relink(@Nullable Object[] slots, int index, @Nullable Node<K, V> previous,
			@Nullable Node<K, V> next) {
		if (previous != null) {
			previous.setNext(next);
		}
		else {
			SLOT.setRelease(slots, index, next);
		}
	}

	@SuppressWarnings("unchecked")
	static <K, V> @Nullable Node<K, V> asNode(@Nullable Object head) {
		return (Node<K, V>) head;
	}

}
