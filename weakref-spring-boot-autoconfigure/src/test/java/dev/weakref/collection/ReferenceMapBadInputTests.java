package dev.weakref.collection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.weakref.singleflight.RecursiveComputationException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Nulls, and functions that return null, throw, or use the map they were given to: each
 * ends as documented, and leaves a map that works.
 */
@Timeout(60)
class ReferenceMapBadInputTests {

	private static final String MODES = "dev.weakref.collection.Mode#all";

	private final Object key = new Object();

	private final Object value = new Object();

	private final Object absent = new Object();

	private final Object other = new Object();

	/** The entries of the map besides the key. */
	private final Map<Object, Object> others = new HashMap<>();

	@ParameterizedTest
	@ValueSource(ints = { 0, -1 })
	void aTimeToLiveMustBePositive(int seconds) {
		ReferenceMapBuilder<Object, Object> builder = ReferenceMap.builder(References.WEAK_VALUES, KeyEquality.EQUALS);
		assertThatIllegalArgumentException().isThrownBy(() -> builder.expireAfterWrite(Duration.ofSeconds(seconds)))
			.withMessageStartingWith("'timeToLive' must be positive");
	}

	@ParameterizedTest
	@MethodSource(MODES)
	void nullKeyIsRefused(Mode mode) {
		ReferenceMap<Object, Object> map = map(mode);
		assertThatNullPointerException().isThrownBy(() -> map.get(null)).withMessage("'key' must not be null");
		assertThatNullPointerException().isThrownBy(() -> map.getOrDefault(null, this.other));
		assertThatNullPointerException().isThrownBy(() -> map.containsKey(null)).withMessage("'key' must not be null");
		assertThatNullPointerException().isThrownBy(() -> map.storedKey(null));
		assertThatNullPointerException().isThrownBy(() -> map.put(null, this.other));
		assertThatNullPointerException().isThrownBy(() -> map.putIfAbsent(null, this.other));
		assertThatNullPointerException().isThrownBy(() -> map.putAll(Collections.singletonMap(null, this.other)));
		assertThatNullPointerException().isThrownBy(() -> map.remove(null)).withMessage("'key' must not be null");
		assertThatNullPointerException().isThrownBy(() -> map.remove(null, this.value));
		assertThatNullPointerException().isThrownBy(() -> map.replace(null, this.other));
		assertThatNullPointerException().isThrownBy(() -> map.replace(null, this.value, this.other));
		assertThatNullPointerException().isThrownBy(() -> map.computeIfAbsent(null, (k) -> this.other))
			.withMessage("'key' must not be null");
		assertThatNullPointerException().isThrownBy(() -> map.computeIfPresent(null, (k, v) -> this.other));
		assertThatNullPointerException().isThrownBy(() -> map.compute(null, (k, v) -> this.other))
			.withMessage("'key' must not be null");
		assertThatNullPointerException().isThrownBy(() -> map.merge(null, this.other, (a, b) -> b));
		assertIntact(map);
	}

	@ParameterizedTest
	@MethodSource(MODES)
	void nullValueIsRefused(Mode mode) {
		ReferenceMap<Object, Object> map = map(mode);
		for (Object each : List.of(this.key, this.absent)) {
			assertThatNullPointerException().isThrownBy(() -> map.put(each, null));
			assertThatNullPointerException().isThrownBy(() -> map.putIfAbsent(each, null));
			assertThatNullPointerException().isThrownBy(() -> map.putAll(Collections.singletonMap(each, null)));
			assertThatNullPointerException().isThrownBy(() -> map.replace(each, null));
			assertThatNullPointerException().isThrownBy(() -> map.replace(each, null, this.other));
			assertThatNullPointerException().isThrownBy(() -> map.replace(each, this.value, null));
			assertThatNullPointerException().isThrownBy(() -> map.merge(each, null, (a, b) -> b));
		}
		assertThatNullPointerException().isThrownBy(() -> map.entrySet().iterator().next().setValue(null));
		assertThatNullPointerException().isThrownBy(() -> map.replaceAll((k, v) -> null));
		assertIntact(map);
	}

	@ParameterizedTest
	@MethodSource(MODES)
	void nullFunctionIsRefused(Mode mode) {
		ReferenceMap<Object, Object> map = map(mode);
		for (Object each : List.of(this.key, this.absent)) {
			assertThatNullPointerException().isThrownBy(() -> map.computeIfAbsent(each, null));
			assertThatNullPointerException().isThrownBy(() -> map.computeIfPresent(each, null));
			assertThatNullPointerException().isThrownBy(() -> map.compute(each, null));
			assertThatNullPointerException().isThrownBy(() -> map.merge(each, this.other, null));
		}
		assertThatNullPointerException().isThrownBy(() -> map.forEach(null));
		assertThatNullPointerException().isThrownBy(() -> map.replaceAll(null));
		assertThatNullPointerException().isThrownBy(() -> map.keySet().removeIf(null));
		assertThatNullPointerException().isThrownBy(() -> map.values().removeIf(null));
		assertThatNullPointerException().isThrownBy(() -> map.entrySet().removeIf(null));
		assertIntact(map);
	}

	@ParameterizedTest
	@MethodSource(MODES)
	void nullIsNowhereToBeRemovedAndRefusedWhereItIsLookedFor(Mode mode) {
		ReferenceMap<Object, Object> map = map(mode);
		assertThat(map.remove(this.key, null)).isFalse();
		assertThatNullPointerException().isThrownBy(() -> map.containsValue(null));
		assertThatNullPointerException().isThrownBy(() -> map.values().contains(null));
		assertThat(map.values().remove(null)).isFalse();
		assertThat(map.entrySet().contains(null)).isFalse();
		assertThat(map.entrySet().remove(Collections.singletonMap(null, null).entrySet().iterator().next())).isFalse();
		assertIntact(map);
	}

	@ParameterizedTest
	@MethodSource(MODES)
	void aFunctionThatReturnsNullForAnAbsentKeyChangesNothing(Mode mode) {
		ReferenceMap<Object, Object> map = map(mode);
		assertThat(map.computeIfAbsent(this.absent, (k) -> null)).isNull();
		assertThat(map.compute(this.absent, (k, v) -> null)).isNull();
		assertIntact(map);
	}

	@ParameterizedTest
	@MethodSource(MODES)
	void aFunctionThatReturnsNullRemovesTheEntry(Mode mode) {
		ReferenceMap<Object, Object> map = map(mode);
		assertThat(map.computeIfPresent(this.key, (k, v) -> null)).isNull();
		assertThat(map.containsKey(this.key)).isFalse();
		map.put(this.key, this.value);
		assertThat(map.compute(this.key, (k, v) -> null)).isNull();
		assertThat(map.containsKey(this.key)).isFalse();
		map.put(this.key, this.value);
		assertThat(map.merge(this.key, this.other, (a, b) -> null)).isNull();
		assertThat(map.containsKey(this.key)).isFalse();
		map.put(this.key, this.value);
		assertIntact(map);
	}

	@ParameterizedTest
	@MethodSource(MODES)
	void anExceptionOfAFunctionIsPassedOnAndChangesNothing(Mode mode) {
		ReferenceMap<Object, Object> map = map(mode);
		for (Throwable failure : List.of(new IllegalStateException(), new StackOverflowError(), new Exception())) {
			assertThatThrownBy(() -> map.computeIfAbsent(this.absent, (k) -> sneak(failure))).isSameAs(failure);
			assertThatThrownBy(() -> map.computeIfPresent(this.key, (k, v) -> sneak(failure))).isSameAs(failure);
			assertThatThrownBy(() -> map.compute(this.absent, (k, v) -> sneak(failure))).isSameAs(failure);
			assertThatThrownBy(() -> map.compute(this.key, (k, v) -> sneak(failure))).isSameAs(failure);
			assertThatThrownBy(() -> map.merge(this.key, this.other, (a, b) -> sneak(failure))).isSameAs(failure);
			assertThatThrownBy(() -> map.forEach((k, v) -> sneak(failure))).isSameAs(failure);
			assertThatThrownBy(() -> map.replaceAll((k, v) -> sneak(failure))).isSameAs(failure);
			assertThatThrownBy(() -> map.values().removeIf((v) -> sneak(failure) != null)).isSameAs(failure);
		}
		assertIntact(map);
	}

	@ParameterizedTest
	@MethodSource(MODES)
	void aFunctionMayWriteOtherKeysUntilTheTableHasGrownManyTimes(Mode mode) {
		ReferenceMap<Object, Object> map = map(mode);
		List<Object> more = IntStream.range(0, 1_000).mapToObj((i) -> new Object()).toList();
		assertThat(map.compute(this.key, (k, v) -> {
			more.forEach((each) -> map.put(each, this.other));
			return v;
		})).isSameAs(this.value);
		assertThat(map.size()).isEqualTo(1_000 + 1 + this.others.size());
		assertThat(map.computeIfPresent(this.key, (k, v) -> {
			more.forEach(map::remove);
			return v;
		})).isSameAs(this.value);
		assertIntact(map);
	}

	@ParameterizedTest
	@MethodSource(MODES)
	void aFunctionMayClearTheMap(Mode mode) {
		ReferenceMap<Object, Object> map = map(mode);
		List<Object> seen = new ArrayList<>();
		assertThat(map.compute(this.key, (k, v) -> {
			seen.add((v != null) ? v : "absent");
			map.clear();
			return this.value;
		})).isSameAs(this.value);
		assertThat(seen).containsExactly(this.value, "absent");
		map.putAll(this.others);
		assertIntact(map);
	}

	@ParameterizedTest
	@MethodSource(MODES)
	void aFunctionMayIterateAndRemoveEverything(Mode mode) {
		ReferenceMap<Object, Object> map = map(mode);
		assertThat(map.computeIfAbsent(this.absent, (k) -> {
			map.keySet().removeIf((each) -> true);
			return this.other;
		})).isSameAs(this.other);
		assertThat(map.remove(this.absent)).isSameAs(this.other);
		assertThat(map.isEmpty()).isTrue();
		map.put(this.key, this.value);
		map.putAll(this.others);
		assertIntact(map);
	}

	@ParameterizedTest
	@MethodSource(MODES)
	void aValueThatAFunctionPutsUnderItsAbsentKeyStays(Mode mode) {
		ReferenceMap<Object, Object> map = map(mode);
		assertThat(map.computeIfAbsent(this.absent, (k) -> {
			map.put(k, this.value);
			return this.other;
		})).isSameAs(this.value);
		assertThat(map.remove(this.absent)).isSameAs(this.value);
		assertIntact(map);
	}

	@ParameterizedTest
	@MethodSource(MODES)
	void aFunctionThatComputesItsOwnKeyIsToldSo(Mode mode) {
		ReferenceMap<Object, Object> map = map(mode);
		List<Runnable> computations = List.of(() -> map.computeIfAbsent(this.absent, (k) -> this.other),
				() -> map.compute(this.absent, (k, v) -> this.other),
				() -> map.merge(this.absent, this.other, (a, b) -> b));
		for (Runnable computation : computations) {
			assertThatExceptionOfType(RecursiveComputationException.class)
				.isThrownBy(() -> map.computeIfAbsent(this.absent, (k) -> {
					computation.run();
					return this.other;
				}))
				.satisfies((ex) -> assertThat(ex.key()).isSameAs(this.absent));
		}
		assertIntact(map);
	}

	private ReferenceMap<Object, Object> map(Mode mode) {
		ReferenceMap<Object, Object> map = mode.builder().build();
		IntStream.range(0, 9).forEach((i) -> this.others.put(new Object(), new Object()));
		map.put(this.key, this.value);
		map.putAll(this.others);
		return map;
	}

	/**
	 * All that was in the map is there, nothing else is, and the map works.
	 */
	private void assertIntact(ReferenceMap<Object, Object> map) {
		Map<Object, Object> expected = new HashMap<>(this.others);
		expected.put(this.key, this.value);
		assertThat(new HashMap<>(map)).isEqualTo(expected);
		assertThat(map.size()).isEqualTo(expected.size());
		assertThat(map.estimatedSize()).isEqualTo(expected.size());
		expected.forEach((k, v) -> assertThat(map.get(k)).isSameAs(v));
		for (Object each : List.of(this.key, this.absent)) {
			Object before = map.get(each);
			assertThat(map.compute(each, (k, v) -> this.other)).isSameAs(this.other);
			assertThat(map.remove(each)).isSameAs(this.other);
			if (before != null) {
				map.put(each, before);
			}
		}
		map.clear();
		assertThat(map.estimatedSize()).isZero();
		map.putAll(expected);
	}

	@SuppressWarnings("unchecked")
	private static <T extends Throwable> Object sneak(Throwable failure) throws T {
		throw (T) failure;
	}

}
