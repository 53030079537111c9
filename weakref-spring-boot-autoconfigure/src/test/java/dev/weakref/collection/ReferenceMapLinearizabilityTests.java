package dev.weakref.collection;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Whether the operations on single keys, a collection among them, can be told from ones
 * that happen one after the other. The keys share a chain, and the table is about to
 * grow.
 */
class ReferenceMapLinearizabilityTests {

	/** How many scenarios are tried. */
	private static final int SCENARIOS = Integer.getInteger("weakref.linearizability.scenarios", 4);

	/** In how many interleavings each of them is tried. */
	private static final int INTERLEAVINGS = Integer.getInteger("weakref.linearizability.interleavings", 50);

	private static final int FILLERS = 11;

	private static final List<Value> VALUES = IntStream.range(0, 8).mapToObj(Value::new).toList();

	private static final List<Key> KEYS = IntStream.range(0, 4).mapToObj((i) -> new Key(i, 16 * i)).toList();

	private static final List<Key> FILLER_KEYS = IntStream.range(0, FILLERS)
		.mapToObj((i) -> new Key(100 + i, 1 + i))
		.toList();

	@Test
	void weakValuesAreLinearizable() {
		assertThatNoException().isThrownBy(() -> check(WeakValues.class));
	}

	@Test
	void weakKeysAreLinearizable() {
		assertThatNoException().isThrownBy(() -> check(WeakKeys.class));
	}

	@Test
	void weakKeysAndValuesAreLinearizable() {
		assertThatNoException().isThrownBy(() -> check(WeakKeysAndValues.class));
	}

	@Test
	void softValuesAreLinearizable() {
		assertThatNoException().isThrownBy(() -> check(SoftValues.class));
	}

	@Test
	void retainedWeakValuesAreLinearizable() {
		assertThatNoException().isThrownBy(() -> check(RetainedWeakValues.class));
	}

	@Test
	void retainedWeakKeysAndValuesAreLinearizable() {
		assertThatNoException().isThrownBy(() -> check(RetainedWeakKeysAndValues.class));
	}

	private static void check(Class<?> operations) {
		// The retained modes have the steps of the others, too
		new ModelCheckingOptions()
			.iterations((RetainedOperations.class.isAssignableFrom(operations)) ? SCENARIOS / 2 : SCENARIOS)
			.invocationsPerIteration(INTERLEAVINGS)
			.threads(2)
			.actorsPerThread(3)
			.actorsBefore(2)
			.actorsAfter(2)
			.minimizeFailedScenario(false)
			.sequentialSpecification(Specification.class)
			.check(operations);
	}

	public static class WeakValues extends Operations {

		public WeakValues() {
			super(References.WEAK_VALUES);
		}

	}

	public static class WeakKeys extends Operations {

		public WeakKeys() {
			super(References.WEAK_KEYS);
		}

	}

	public static class WeakKeysAndValues extends Operations {

		public WeakKeysAndValues() {
			super(References.WEAK_KEYS_AND_VALUES);
		}

	}

	public static class SoftValues extends Operations {

		public SoftValues() {
			super(References.SOFT_VALUES);
		}

	}

	public static class RetainedWeakValues extends RetainedOperations {

		public RetainedWeakValues() {
			super(References.WEAK_VALUES);
		}

	}

	public static class RetainedWeakKeysAndValues extends RetainedOperations {

		public RetainedWeakKeysAndValues() {
			super(References.WEAK_KEYS_AND_VALUES);
		}

	}

	/**
	 * The operations, where a policy retains entries and evicts them.
	 */
	public abstract static class RetainedOperations extends Operations {

		RetainedOperations(References references) {
			super(references, new SimpleRetainer());
		}

		@Operation
		public @Nullable Integer use(@Param(name = "key") int key) {
			return id(this.map.use(KEYS.get(key), null));
		}

		@Operation
		public void evict() {
			if (this.policy != null) {
				this.policy.evictAll();
			}
		}

		@Validate
		public void nothingIsHeldThatIsNotInTheMap() {
			if (this.policy != null) {
				RetainedEntries entries = RetainedEntries.of(this.map, this.policy.admitted);
				if (entries.goneInPolicy() + entries.heldOutsidePolicy() > 0) {
					throw new IllegalStateException(entries.toString());
				}
			}
		}

	}

	/**
	 * The operations, on a map with a few other entries.
	 */
	@Param(name = "key", gen = IntGen.class, conf = "0:2")
	@Param(name = "value", gen = IntGen.class, conf = "0:3")
	public abstract static class Operations {

		final ReferenceMap<Key, Value> map;

		final @Nullable SimpleRetainer policy;

		private final boolean weakValues;

		Operations(References references) {
			this(references, null);
		}

		Operations(References references, @Nullable SimpleRetainer policy) {
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
		 * Does to the entry that is there, and to no other, what the collector does: so
		 * the chain is locked, as it is for those who exchange entries. The only node of
		 * a chain is exchanged without a lock; a dead one takes its place in the same
		 * way.
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

	}

	/**
	 * What the operations do when they happen one after the other.
	 */
	public static class Specification {

		private final Map<Integer, Integer> map = new HashMap<>();

		public @Nullable Integer get(int key) {
			return this.map.get(key);
		}

		public boolean containsKey(int key) {
			return this.map.containsKey(key);
		}

		public @Nullable Integer put(int key, int value) {
			return this.map.put(key, value);
		}

		public @Nullable Integer putIfAbsent(int key, int value) {
			return this.map.putIfAbsent(key, value);
		}

		public @Nullable Integer remove(int key) {
			return this.map.remove(key);
		}

		public boolean removeValue(int key, int value) {
			return this.map.remove(key, value);
		}

		public @Nullable Integer replace(int key, int value) {
			return this.map.replace(key, value);
		}

		public boolean replaceValue(int key, int value) {
			return this.map.replace(key, value, value + 1);
		}

		public @Nullable Integer computeIfAbsent(int key, int value) {
			return this.map.computeIfAbsent(key, (k) -> value);
		}

		public @Nullable Integer compute(int key, int value) {
			return this.map.compute(key, (k, v) -> (v != null) ? null : Integer.valueOf(value));
		}

		public void collect(int key) {
			this.map.remove(key);
		}

		public @Nullable Integer use(int key) {
			return this.map.get(key);
		}

		public void evict() {
			// Makes no difference to what is found
		}

	}

	private record Key(int id, int hash) {

		@Override
		public boolean equals(Object other) {
			return other instanceof Key key && key.id == this.id;
		}

		@Override
		public int hashCode() {
			return this.hash;
		}

	}

	private record Value(int id) {
	}

}
