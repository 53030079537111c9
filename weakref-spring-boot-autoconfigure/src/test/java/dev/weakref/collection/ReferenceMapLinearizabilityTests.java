package dev.weakref.collection;

import java.util.HashMap;
import java.util.Map;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Whether the operations on single keys, a collection among them, can be told from ones
 * that happen one after the other.
 */
class ReferenceMapLinearizabilityTests {

	/** How many scenarios are tried. */
	private static final int SCENARIOS = Integer.getInteger("weakref.linearizability.scenarios", 4);

	/** In how many interleavings each of them is tried. */
	private static final int INTERLEAVINGS = Integer.getInteger("weakref.linearizability.interleavings", 50);

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

	public static class WeakValues extends ReferenceMapOperations {

		public WeakValues() {
			super(References.WEAK_VALUES);
		}

	}

	public static class WeakKeys extends ReferenceMapOperations {

		public WeakKeys() {
			super(References.WEAK_KEYS);
		}

	}

	public static class WeakKeysAndValues extends ReferenceMapOperations {

		public WeakKeysAndValues() {
			super(References.WEAK_KEYS_AND_VALUES);
		}

	}

	public static class SoftValues extends ReferenceMapOperations {

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
	public abstract static class RetainedOperations extends ReferenceMapOperations {

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
	 * The results of operations that happen one after the other.
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

}
