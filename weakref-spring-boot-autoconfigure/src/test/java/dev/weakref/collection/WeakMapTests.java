package dev.weakref.collection;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for what {@link WeakKeyMap} and {@link WeakValueMap} have in common, and for what
 * each adds.
 */
class WeakMapTests {

	static Stream<Named<WeakMap<String, String>>> maps() {
		return Stream.of(Named.of("weak keys by identity", WeakKeyMap.identity()),
				Named.of("weak keys by equality", WeakKeyMap.equality()),
				Named.of("weak values by identity", WeakValueMap.identity()),
				Named.of("weak values by equality", WeakValueMap.equality()));
	}

	@ParameterizedTest
	@MethodSource("maps")
	void aKeyThatHasToBeThereIsFoundOrMissed(WeakMap<String, String> map) {
		map.put("key", "value");
		assertThat(map.require("key")).isEqualTo("value");
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> map.require("other"))
			.withMessageContaining("java.lang.String");
	}

	@ParameterizedTest
	@MethodSource("maps")
	void anEntryThatHasToBeThereIsRemovedOrMissed(WeakMap<String, String> map) {
		map.put("key", "value");
		assertThat(map.removeRequired("key")).isEqualTo("value");
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> map.removeRequired("key"));
	}

	@ParameterizedTest
	@MethodSource("maps")
	void popTakesOneEntryOrFails(WeakMap<String, String> map) {
		map.put("key", "value");
		assertThat(map.popEntry()).isEqualTo(Map.entry("key", "value"));
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(map::popEntry);
	}

	@ParameterizedTest
	@MethodSource("maps")
	void aDeadEntryIsMissed(WeakMap<String, String> map) {
		map.put("key", "value");
		SimulatedCollector.clear(map, "key");
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> map.require("key"));
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(map::popEntry);
	}

	@ParameterizedTest
	@MethodSource("maps")
	void entriesBeforeAFailureOfTheirSourceStay(WeakMap<String, String> map) {
		assertThatIllegalStateException().isThrownBy(() -> map.putEntries(failingAfter(Map.entry("key", "value"))));
		assertThat(map).containsExactly(Map.entry("key", "value"));
	}

	@ParameterizedTest
	@MethodSource("maps")
	void aCopyIsOfTheSameKindAndIndependent(WeakMap<String, String> map) {
		map.put("key", "value");
		WeakMap<String, String> copy = map.copy();
		copy.put("other", "value");
		assertThat(copy).hasSameClassAs(map).containsOnlyKeys("key", "other");
		assertThat(map).containsOnlyKeys("key");
	}

	@ParameterizedTest
	@MethodSource("maps")
	void inAUnionTheOtherMapWins(WeakMap<String, String> map) {
		map.put("key", "own");
		map.put("own", "own");
		assertThat(map.union(Map.of("key", "other", "more", "other")))
			.containsExactlyInAnyOrderEntriesOf(Map.of("key", "other", "own", "own", "more", "other"));
		assertThat(map).containsEntry("key", "own");
	}

	@Test
	void byIdentityEqualityIsNotSymmetric() {
		String key = new String("key");
		for (WeakMap<String, String> map : List.<WeakMap<String, String>>of(WeakKeyMap.identity(),
				WeakValueMap.identity())) {
			map.put(key, "value");
			Map<String, String> equal = Map.of(new String("key"), "value");
			assertThat(map.equals(equal)).isTrue();
			assertThat(equal.equals(map)).isFalse();
			assertThat(Map.of(key, "value").equals(map)).isTrue();
			assertThat(map.equals(map.copy())).isTrue();
		}
	}

	@Test
	void aCopyOfAMapWithWeakKeysCanHaveCopiesOfTheValues() {
		WeakKeyMap<String, List<String>> map = WeakKeyMap.equality();
		List<String> value = new ArrayList<>(List.of("element"));
		map.put("key", value);
		WeakKeyMap<String, List<String>> copy = map.deepCopy(ArrayList::new);
		value.add("another");
		assertThat(copy.require("key")).containsExactly("element");
	}

	@Test
	void aCopyOfAMapWithWeakValuesCanHaveCopiesOfTheKeys() {
		WeakValueMap<List<String>, String> map = WeakValueMap.equality();
		List<String> key = new ArrayList<>(List.of("element"));
		map.put(key, "value");
		WeakValueMap<List<String>, String> copy = map.deepCopy(ArrayList::new);
		assertThat(copy.keySet().iterator().next()).isEqualTo(key).isNotSameAs(key);
	}

	@Test
	void referencesToKeysDoNotHoldThem() {
		WeakKeyMap<Object, String> map = WeakKeyMap.identity();
		List<WeakReference<Object>> references = referencesToTemporaryKey(map);
		GarbageCollector.awaitCollected(references.get(0));
		assertThat(map).isEmpty();
	}

	@Test
	void referencesToHeldValuesStay() {
		WeakValueMap<String, Object> map = WeakValueMap.equality();
		Object value = new Object();
		map.put("key", value);
		List<WeakReference<Object>> references = map.valueRefs();
		GarbageCollector.run();
		assertThat(references).hasSize(1).allMatch((reference) -> reference.refersTo(value));
	}

	private static List<WeakReference<Object>> referencesToTemporaryKey(WeakKeyMap<Object, String> map) {
		map.put(new Object(), "value");
		List<WeakReference<Object>> references = map.keyRefs();
		assertThat(references).hasSize(1);
		return references;
	}

	private static Iterable<Map.Entry<String, String>> failingAfter(Map.Entry<String, String> entry) {
		return () -> new Iterator<>() {

			private boolean first = true;

			@Override
			public boolean hasNext() {
				return true;
			}

			@Override
			public Map.Entry<String, String> next() {
				if (!this.first) {
					throw new IllegalStateException("The source fails");
				}
				this.first = false;
				return entry;
			}

		};
	}

}
