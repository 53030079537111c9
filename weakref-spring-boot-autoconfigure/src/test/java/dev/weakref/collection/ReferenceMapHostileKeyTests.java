package dev.weakref.collection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Keys that do not keep the contract of {@code equals} and {@code hashCode}.
 */
class ReferenceMapHostileKeyTests {

	private final Object value = new Object();

	@ParameterizedTest
	@EnumSource
	void aKeyWhoseHashCodeThrowsIsRefusedAndChangesNothing(References references) {
		ReferenceMap<Object, Object> map = map(references);
		Key present = new Key();
		map.put(present, this.value);
		Key key = new Key();
		key.broken = true;
		uses(map, key).forEach((use) -> assertThatIllegalStateException().isThrownBy(use));
		assertThat(map).containsOnly(Map.entry(present, this.value));
		assertThat(map.estimatedSize()).isOne();
	}

	@ParameterizedTest
	@EnumSource
	void aKeyWhoseEqualsThrowsDisturbsNoOtherKey(References references) {
		ReferenceMap<Object, Object> map = map(references);
		Key present = new Key();
		map.put(present, this.value);
		Key key = new Key();
		key.brokenEquals = true;
		uses(map, key).forEach((use) -> assertThatIllegalStateException().isThrownBy(use));
		assertThat(map.get(present)).isSameAs(this.value);
		assertThat(map.put(present, this)).isSameAs(this.value);
		assertThat(map.compute(present, (k, v) -> this.value)).isSameAs(this.value);
		assertThat(map.size()).isOne();
		key.brokenEquals = false;
		assertThat(map.computeIfAbsent(key, (k) -> this)).isSameAs(this);
	}

	@ParameterizedTest
	@EnumSource
	void aComputationEndsThoughItsKeyCanNoLongerBeCompared(References references) {
		ReferenceMap<Object, Object> map = map(references);
		Key first = new Key();
		Key key = new Key();
		assertThatIllegalStateException().isThrownBy(() -> map.computeIfAbsent(first, (k) -> {
			map.put(first, this.value);
			return map.computeIfAbsent(key, (same) -> {
				key.brokenEquals = true;
				return this.value;
			});
		}));
		assertThat(map.get(first)).isSameAs(this.value);
		key.brokenEquals = false;
		assertThat(map.computeIfAbsent(key, (k) -> this)).isSameAs(this);
	}

	@ParameterizedTest
	@EnumSource
	void anEntryWhoseKeyChangedItsHashCodeIsStillDrainedWhenItDies(References references) {
		List<Object> reports = new ArrayList<>();
		ReferenceMap<Object, Object> map = ReferenceMap.<Object, Object>builder(references, KeyEquality.EQUALS)
			.onCollected((key) -> reports.add("collected"))
			.build();
		Key key = new Key();
		map.put(key, this.value);
		Runnable death = SimulatedCollector.reference(map, key)::enqueue;
		key.hash = 7;
		assertThat(map.get(key)).isNull();
		death.run();
		map.cleanUp();
		assertThat(map.estimatedSize()).isZero();
		assertThat(reports).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void anEntryWhoseKeyChangedItsHashCodeIsStillIteratedOver(References references) {
		ReferenceMap<Object, Object> map = map(references);
		Key key = new Key();
		map.put(key, this.value);
		key.hash = 7;
		assertThat(map.values()).containsExactly(this.value);
		map.clear();
		assertThat(map.estimatedSize()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void aComputationEndsThoughItsKeyChangedItsHashCode(References references) {
		ReferenceMap<Object, Object> map = map(references);
		Key key = new Key();
		map.computeIfAbsent(key, (k) -> {
			key.hash = 7;
			return this.value;
		});
		key.hash = 0;
		map.remove(key);
		assertThat(map.computeIfAbsent(key, (k) -> this)).isSameAs(this);
	}

	@ParameterizedTest
	@EnumSource
	void keysWithEqualHashCodesAreToldApart(References references) {
		ReferenceMap<Object, Object> map = map(references);
		List<Key> keys = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			keys.add(new Key());
			map.put(keys.get(i), keys.get(i));
		}
		assertThat(map).hasSize(200);
		keys.forEach((key) -> assertThat(map.get(key)).isSameAs(key));
		keys.forEach((key) -> assertThat(map.remove(key)).isSameAs(key));
		assertThat(map).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void aKeyThatWritesToTheMapWhenComparedDoesNotConfuseIt(References references) {
		ReferenceMap<Object, Object> map = map(references);
		Key present = new Key();
		map.put(present, this.value);
		Key key = new Key();
		List<Object> others = new ArrayList<>();
		key.onEquals = () -> {
			if (others.size() < 100) {
				Object other = new Object();
				others.add(other);
				map.put(other, this.value);
			}
		};
		map.put(key, this);
		assertThat(map.get(key)).isSameAs(this);
		assertThat(map.get(present)).isSameAs(this.value);
		assertThat(others).isNotEmpty();
		assertThat(map).hasSize(2 + others.size()).containsKeys(others.toArray());
	}

	@ParameterizedTest
	@EnumSource
	void identityMapsNeverAskTheKey(References references) {
		ReferenceMap<Object, Object> map = ReferenceMap.builder(references, KeyEquality.IDENTITY).build();
		Key key = new Key();
		key.broken = true;
		key.brokenEquals = true;
		map.put(key, this.value);
		assertThat(map.get(key)).isSameAs(this.value);
		assertThat(map.computeIfPresent(key, (k, v) -> this)).isSameAs(this);
		assertThat(map.remove(key)).isSameAs(this);
	}

	@Test
	void anEqualKeyReplacesTheValueButKeepsTheFirstKey() {
		ReferenceMap<Object, Object> map = map(References.WEAK_KEYS);
		String first = new String("key");
		String second = new String("key");
		map.put(first, this.value);
		map.put(second, this);
		assertThat(map.storedKey("key")).isSameAs(first);
		SimulatedCollector.collect(map, first);
		assertThat(map.get(second)).isNull();
	}

	@Test
	void anEqualKeyTakesOverWhenTheFirstWasRemovedBefore() {
		ReferenceMap<Object, Object> map = map(References.WEAK_KEYS);
		String first = new String("key");
		String second = new String("key");
		map.put(first, this.value);
		Runnable death = SimulatedCollector.reference(map, first)::enqueue;
		map.remove(first);
		map.put(second, this);
		death.run();
		map.cleanUp();
		assertThat(map.storedKey("key")).isSameAs(second);
		assertThat(map.get(second)).isSameAs(this);
	}

	@Test
	void aDeadEqualKeyIsFollowedByALiveOneInTheSameChain() {
		ReferenceMap<Object, Object> map = map(References.WEAK_KEYS);
		String first = new String("key");
		String second = new String("key");
		map.put(first, this.value);
		Runnable handOver = SimulatedCollector.clear(map, first)::enqueue;
		map.put(second, this);
		assertThat(map.estimatedSize()).isEqualTo(2);
		assertThat(map).hasSize(1);
		handOver.run();
		map.cleanUp();
		assertThat(map.estimatedSize()).isOne();
		assertThat(map.get("key")).isSameAs(this);
	}

	/** Everything one can ask a map to do with a key. */
	private List<ThrowingCallable> uses(ReferenceMap<Object, Object> map, Key key) {
		return List.of(() -> map.get(key), () -> map.containsKey(key), () -> map.storedKey(key),
				() -> map.put(key, this.value), () -> map.putIfAbsent(key, this.value), () -> map.remove(key),
				() -> map.remove(key, this.value), () -> map.replace(key, this.value),
				() -> map.replace(key, this.value, this), () -> map.computeIfAbsent(key, (k) -> this.value),
				() -> map.computeIfPresent(key, (k, v) -> this.value), () -> map.compute(key, (k, v) -> this.value),
				() -> map.merge(key, this.value, (a, b) -> b));
	}

	private static ReferenceMap<Object, Object> map(References references) {
		return ReferenceMap.builder(references, KeyEquality.EQUALS).build();
	}

	private static final class Key {

		private int hash;

		private boolean broken;

		private boolean brokenEquals;

		private Runnable onEquals = () -> {
		};

		@Override
		public boolean equals(Object other) {
			if (this.brokenEquals) {
				throw new IllegalStateException("equals");
			}
			this.onEquals.run();
			return this == other;
		}

		@Override
		public int hashCode() {
			if (this.broken) {
				throw new IllegalStateException("hashCode");
			}
			return this.hash;
		}

	}

}
