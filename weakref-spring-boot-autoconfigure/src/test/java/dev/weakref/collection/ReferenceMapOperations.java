package dev.weakref.collection;

import java.util.List;
import java.util.stream.IntStream;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jspecify.annotations.Nullable;

/**
 * The operations on single keys, on a map with a few other entries. The keys share a
 * chain, and the table is about to grow.
 */
@Param(name = "key", gen = IntGen.class, conf = "0:2")
@Param(name = "value", gen = IntGen.class, conf = "0:3")
public abstract class ReferenceMapOperations {

	private static final int FILLERS = 11;

	private static final List<Value> VALUES = IntStream.range(0, 8).mapToObj(Value::new).toList();

	static final List<Key> KEYS = IntStream.range(0, 4).mapToObj((i) -> new Key(i, 16 * i)).toList();

	private static final List<Key> FILLER_KEYS = IntStream.range(0, FILLERS)
		.mapToObj((i) -> new Key(100 + i, 1 + i))
		.toList();

	final ReferenceMap<Key, Value> map;

	final @Nullable SimpleRetainer policy;

	private final boolean weakValues;

	ReferenceMapOperations(References references) {
		this(references, null);
	}

	ReferenceMapOperations(References references, @Nullable SimpleRetainer policy) {
		this.weakValues = references != References.WEAK_KEYS;
		this.policy = policy;
		this.map = ReferenceMap.<Key, Value>builder(references, KeyEquality.EQUALS).retainer(policy).build();
		FILLER_KEYS.forEach((key) -> this.map.put(key, VALUES.get(0)));
	}

	@Operation
	public @Nullable Integer get(@Param(name = "key") int key) {
		return id(this.map.get(KEYS.get(key)));
	}

	@Operation
	public boolean containsKey(@Param(name = "key") int key) {
		return this.map.containsKey(KEYS.get(key));
	}

	@Operation
	public @Nullable Integer put(@Param(name = "key") int key, @Param(name = "value") int value) {
		return id(this.map.put(KEYS.get(key), VALUES.get(value)));
	}

	@Operation
	public @Nullable Integer putIfAbsent(@Param(name = "key") int key, @Param(name = "value") int value) {
		return id(this.map.putIfAbsent(KEYS.get(key), VALUES.get(value)));
	}

	@Operation
	public @Nullable Integer remove(@Param(name = "key") int key) {
		return id(this.map.remove(KEYS.get(key)));
	}

	@Operation
	public boolean removeValue(@Param(name = "key") int key, @Param(name = "value") int value) {
		return this.map.remove(KEYS.get(key), VALUES.get(value));
	}

	@Operation
	public @Nullable Integer replace(@Param(name = "key") int key, @Param(name = "value") int value) {
		return id(this.map.replace(KEYS.get(key), VALUES.get(value)));
	}

	@Operation
	public boolean replaceValue(@Param(name = "key") int key, @Param(name = "value") int value) {
		return this.map.replace(KEYS.get(key), VALUES.get(value), VALUES.get(value + 1));
	}

	@Operation
	public @Nullable Integer computeIfAbsent(@Param(name = "key") int key, @Param(name = "value") int value) {
		return id(this.map.computeIfAbsent(KEYS.get(key), (k) -> VALUES.get(value)));
	}

	@Operation
	public @Nullable Integer compute(@Param(name = "key") int key, @Param(name = "value") int value) {
		return id(this.map.compute(KEYS.get(key), (k, v) -> (v != null) ? null : VALUES.get(value)));
	}

	/**
	 * Does to the entry that is there, and to no other, what the collector does: so the
	 * chain is locked, as it is for those who exchange entries. The only node of a chain
	 * is exchanged without a lock; a dead one takes its place in the same way.
	 */
	@Operation
	public void collect(@Param(name = "key") int key) {
		Node<Key, Value> node = clear(KEYS.get(key));
		if (node != null) {
			SimulatedCollector.enqueue(node, this.weakValues);
		}
	}

	private @Nullable Node<Key, Value> clear(Key key) {
		int hash = this.map.table.hash(key);
		while (true) {
			@Nullable Object[] slots = Slots.follow(this.map.table.slots(), hash);
			int index = hash & (slots.length - 1);
			Object head = Slots.at(slots, index);
			if (head instanceof Slots.Moved) {
				continue;
			}
			if (head == null) {
				return null;
			}
			Node<Key, Value> alone;
			Node<Key, Value> dead;
			synchronized (head) {
				alone = Slots.asNode(head);
				if (alone.next() != null || alone.key() != key || this.map.table.nodes.renewsInPlace()) {
					if (Slots.at(slots, index) != head) {
						continue;
					}
					Node<Key, Value> node = this.map.table.search(head, key, hash);
					if (node != null) {
						SimulatedCollector.clear(node, this.weakValues);
					}
					return node;
				}
				dead = this.map.table.nodes.copy(alone);
				if (dead == null) {
					return null;
				}
				SimulatedCollector.clear(dead, this.weakValues);
				if (!Slots.replace(slots, index, head, dead)) {
					continue;
				}
			}
			this.map.table.left(alone);
			return dead;
		}
	}

	static @Nullable Integer id(@Nullable Value value) {
		return (value != null) ? value.id() : null;
	}

	record Key(int id, int hash) {

		@Override
		public boolean equals(Object other) {
			return other instanceof Key key && key.id == this.id;
		}

		@Override
		public int hashCode() {
			return this.hash;
		}

	}

	record Value(int id) {
	}

}
