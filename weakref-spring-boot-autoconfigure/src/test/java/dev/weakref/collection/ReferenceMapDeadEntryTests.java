package dev.weakref.collection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import dev.weakref.collection.Ending.Subject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An entry that has ended but has not been drained is absent, whatever one asks.
 */
class ReferenceMapDeadEntryTests {

	private final Object key = new Key("key");

	private final Object dead = new Value("dead");

	private final Object value = new Value("value");

	@ParameterizedTest
	@EnumSource
	void getFindsNoDeadEntry(Ending ending) {
		Subject subject = dead(ending);
		assertThat(subject.map.get(this.key)).isNull();
	}

	@ParameterizedTest
	@EnumSource
	void getOrDefaultGivesTheDefault(Ending ending) {
		Subject subject = dead(ending);
		assertThat(subject.map.getOrDefault(this.key, this.value)).isSameAs(this.value);
	}

	@ParameterizedTest
	@EnumSource
	void containsKeyIsFalse(Ending ending) {
		Subject subject = dead(ending);
		assertThat(subject.map.containsKey(this.key)).isFalse();
	}

	@ParameterizedTest
	@EnumSource
	void containsValueIsFalse(Ending ending) {
		Subject subject = dead(ending);
		assertThat(subject.map.containsValue(this.dead)).isFalse();
	}

	@ParameterizedTest
	@EnumSource
	void noKeyIsPassedOn(Ending ending) {
		Subject subject = dead(ending);
		List<Object> keys = new ArrayList<>();
		subject.map.forEachKey(keys::add);
		assertThat(keys).isEmpty();
		subject.map.put(this.key, this.value);
		subject.map.forEachKey(keys::add);
		assertThat(keys).containsExactly(this.key);
	}

	@ParameterizedTest
	@EnumSource
	void putReplacesNoDeadEntry(Ending ending) {
		Subject subject = dead(ending);
		assertThat(subject.map.put(this.key, this.value)).isNull();
		assertThat(subject.map.get(this.key)).isSameAs(this.value);
	}

	@ParameterizedTest
	@EnumSource
	void putIfAbsentStores(Ending ending) {
		Subject subject = dead(ending);
		assertThat(subject.map.putIfAbsent(this.key, this.value)).isNull();
		assertThat(subject.map.get(this.key)).isSameAs(this.value);
	}

	@ParameterizedTest
	@EnumSource
	void removeFindsNoDeadEntry(Ending ending) {
		Subject subject = dead(ending);
		assertThat(subject.map.remove(this.key)).isNull();
	}

	@ParameterizedTest
	@EnumSource
	void removeOfTheValueFindsNothing(Ending ending) {
		Subject subject = dead(ending);
		assertThat(subject.map.remove(this.key, this.dead)).isFalse();
	}

	@ParameterizedTest
	@EnumSource
	void replaceDoesNotStore(Ending ending) {
		Subject subject = dead(ending);
		assertThat(subject.map.replace(this.key, this.value)).isNull();
		assertThat(subject.map.get(this.key)).isNull();
	}

	@ParameterizedTest
	@EnumSource
	void replaceOfTheValueDoesNotStore(Ending ending) {
		Subject subject = dead(ending);
		assertThat(subject.map.replace(this.key, this.dead, this.value)).isFalse();
		assertThat(subject.map.get(this.key)).isNull();
	}

	@ParameterizedTest
	@EnumSource
	void computeIfAbsentComputes(Ending ending) {
		Subject subject = dead(ending);
		assertThat(subject.map.computeIfAbsent(this.key, (k) -> this.value)).isSameAs(this.value);
		assertThat(subject.map.get(this.key)).isSameAs(this.value);
	}

	@ParameterizedTest
	@EnumSource
	void computeIfPresentComputesNothing(Ending ending) {
		Subject subject = dead(ending);
		AtomicInteger calls = new AtomicInteger();
		Object result = subject.map.computeIfPresent(this.key, (k, v) -> {
			calls.incrementAndGet();
			return this.value;
		});
		assertThat(result).isNull();
		assertThat(calls).hasValue(0);
	}

	@ParameterizedTest
	@EnumSource
	void computeSeesNoValue(Ending ending) {
		Subject subject = dead(ending);
		List<Object> seen = new ArrayList<>();
		Object result = subject.map.compute(this.key, (k, v) -> {
			seen.add(v);
			return this.value;
		});
		assertThat(result).isSameAs(this.value);
		assertThat(seen).containsOnlyNulls().hasSize(1);
		assertThat(subject.map.get(this.key)).isSameAs(this.value);
	}

	@ParameterizedTest
	@EnumSource
	void mergeStoresTheGivenValue(Ending ending) {
		Subject subject = dead(ending);
		assertThat(subject.map.merge(this.key, this.value, (a, b) -> this.dead)).isSameAs(this.value);
		assertThat(subject.map.get(this.key)).isSameAs(this.value);
	}

	@ParameterizedTest
	@EnumSource
	void replaceAllSkipsADeadEntry(Ending ending) {
		Subject subject = dead(ending);
		List<Object> seen = new ArrayList<>();
		subject.map.replaceAll((k, v) -> {
			seen.add(v);
			return v;
		});
		assertThat(seen).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void sizesDoNotCountIt(Ending ending) {
		Subject subject = dead(ending);
		assertThat(subject.map.size()).isZero();
		assertThat(subject.map.liveCount()).isZero();
		assertThat(subject.map.isEmpty()).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	void estimatedSizeCountsADeadEntryUntilItIsDrained(Ending ending) {
		Subject subject = ending.subject();
		subject.map.put(this.key, this.dead);
		Runnable handOver = subject.end(this.key);
		assertThat(subject.map.estimatedSize()).isOne();
		subject.drain(handOver);
		assertThat(subject.map.estimatedSize()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void aKeySetShowsTheLiveOnly(Ending ending) {
		Subject subject = dead(ending);
		Object live = new Key("live");
		subject.map.put(live, this.value);
		assertThat(subject.map.keySet()).containsExactly(live).hasSize(1);
		assertThat(subject.map.keySet().contains(this.key)).isFalse();
		assertThat(subject.map.keySet().remove(this.key)).isFalse();
		assertThat(subject.map.keySet().stream().toList()).containsExactly(live);
		assertThat(subject.map.keySet().toArray()).containsExactly(live);
	}

	@ParameterizedTest
	@EnumSource
	void valuesShowTheLiveOnly(Ending ending) {
		Subject subject = dead(ending);
		Object live = new Key("live");
		subject.map.put(live, this.value);
		assertThat(subject.map.values()).containsExactly(this.value).hasSize(1);
		assertThat(subject.map.values().contains(this.dead)).isFalse();
		assertThat(subject.map.values().remove(this.dead)).isFalse();
		assertThat(subject.map.values().stream().toList()).containsExactly(this.value);
	}

	@ParameterizedTest
	@EnumSource
	void anEntrySetShowsTheLiveOnly(Ending ending) {
		Subject subject = dead(ending);
		Object live = new Key("live");
		subject.map.put(live, this.value);
		assertThat(subject.map.entrySet()).containsExactly(Map.entry(live, this.value)).hasSize(1);
		assertThat(subject.map.entrySet().contains(Map.entry(this.key, this.dead))).isFalse();
		assertThat(subject.map.entrySet().remove(Map.entry(this.key, this.dead))).isFalse();
		assertThat(subject.map.entrySet().stream().toList()).containsExactly(Map.entry(live, this.value));
	}

	@ParameterizedTest
	@EnumSource
	void forEachSkipsADeadEntry(Ending ending) {
		Subject subject = dead(ending);
		Object live = new Key("live");
		subject.map.put(live, this.value);
		Map<Object, Object> seen = new HashMap<>();
		subject.map.forEach(seen::put);
		assertThat(seen).containsExactly(Map.entry(live, this.value));
	}

	@ParameterizedTest
	@EnumSource
	void equalityIsThatOfTheLiveEntries(Ending ending) {
		Subject subject = dead(ending);
		Object live = new Key("live");
		subject.map.put(live, this.value);
		Map<Object, Object> expected = Map.of(live, this.value);
		assertThat(subject.map).isEqualTo(expected).hasSameHashCodeAs(expected).hasToString(expected.toString());
		assertThat(expected).isEqualTo(subject.map);
	}

	@ParameterizedTest
	@EnumSource
	void aLateReferenceDoesNotTakeTheSuccessorWithIt(Ending ending) {
		Subject subject = ending.subject();
		subject.map.put(this.key, this.dead);
		Runnable handOver = subject.end(this.key);
		subject.map.put(this.key, this.value);
		subject.drain(handOver);
		assertThat(subject.map.get(this.key)).isSameAs(this.value);
		assertThat(subject.map.size()).isOne();
		assertThat(subject.map.estimatedSize()).isOne();
	}

	@ParameterizedTest
	@EnumSource
	void anEntryThatIsHeldStays(Ending ending) {
		Subject subject = ending.subject();
		subject.map.put(this.key, this.value);
		subject.map.cleanUp();
		assertThat(subject.map.get(this.key)).isSameAs(this.value);
		assertThat(subject.map.collectedCount() + subject.map.expiredCount()).isZero();
	}

	private Subject dead(Ending ending) {
		Subject subject = ending.subject();
		subject.map.put(this.key, this.dead);
		subject.end(this.key);
		return subject;
	}

	private record Key(String name) {
	}

	private record Value(String name) {
	}

}
