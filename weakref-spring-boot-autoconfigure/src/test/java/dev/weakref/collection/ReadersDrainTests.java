package dev.weakref.collection;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.weakref.reaper.Reaper;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A collection that no reaper drains is drained by those who read it, so that it does not
 * hold the values of dead keys until it is written to.
 */
class ReadersDrainTests {

	private static final Object ABSENT = new Object();

	@ParameterizedTest
	@MethodSource("readings")
	void aDeadEntryIsRemovedByReading(Mode mode, Consumer<ReferenceMap<Object, Object>> reading) {
		ReferenceMap<Object, Object> map = mode.<Object, Object>builder().build();
		collectOne(map);
		reading.accept(map);
		assertThat(map.collectedCount()).isOne();
	}

	@ParameterizedTest
	@MethodSource("readings")
	void readingLeavesToTheReaperWhatItDrains(Mode mode, Consumer<ReferenceMap<Object, Object>> reading) {
		Reaper closed = Reaper.start();
		closed.close();
		ReferenceMap<Object, Object> map = mode.<Object, Object>builder().reaper(closed).build();
		collectOne(map);
		reading.accept(map);
		assertThat(map.collectedCount()).isZero();
	}

	@ParameterizedTest
	@MethodSource("readings")
	void readingRunsNoListener(Mode mode, Consumer<ReferenceMap<Object, Object>> reading) {
		AtomicInteger calls = new AtomicInteger();
		ReferenceMap<Object, Object> map = mode.<Object, Object>builder()
			.onCollected((key) -> calls.incrementAndGet())
			.build();
		collectOne(map);
		reading.accept(map);
		assertThat(calls).hasValue(0);
		map.put(ABSENT, ABSENT);
		assertThat(calls).hasValue(1);
	}

	@ParameterizedTest
	@MethodSource("hits")
	void aLookUpThatFindsAnEntryDrainsNothing(Mode mode, Consumer<ReferenceMap<Object, Object>> hit) {
		ReferenceMap<Object, Object> map = mode.<Object, Object>builder().build();
		map.put(ABSENT, ABSENT);
		collectOne(map);
		hit.accept(map);
		assertThat(map.collectedCount()).isZero();
	}

	@Test
	void aDeadElementOfASetIsRemovedByReading() {
		WeakSet<Object> set = WeakSet.identity();
		Object element = new Object();
		set.add(element);
		SimulatedCollector.collect(set.elements(), element);
		assertThat(set.contains(ABSENT)).isFalse();
		assertThat(set.collectedCount()).isOne();
	}

	private static void collectOne(ReferenceMap<Object, Object> map) {
		Object key = new Object();
		map.put(key, key);
		SimulatedCollector.collect(map, key);
	}

	static Stream<Arguments> readings() {
		Stream<Named<Consumer<ReferenceMap<Object, Object>>>> readings = Stream.of(
				Named.of("get", (map) -> map.get(ABSENT)), Named.of("containsKey", (map) -> map.containsKey(ABSENT)),
				Named.of("getOrDefault", (map) -> map.getOrDefault(ABSENT, ABSENT)),
				Named.of("containsValue", (map) -> map.containsValue(ABSENT)),
				Named.of("storedKey", (map) -> map.storedKey(ABSENT)), Named.of("size", Map::size),
				Named.of("isEmpty", Map::isEmpty), Named.of("liveCount", ReferenceMap::liveCount),
				Named.of("estimatedSize", ReferenceMap::estimatedSize),
				Named.of("sum", (map) -> map.sum((value, live) -> 1)),
				Named.of("forEachKey", (map) -> map.forEachKey((key) -> {
				})), Named.of("forEachValue", (map) -> map.forEachValue((value) -> {
				})), Named.of("forEach", (map) -> map.forEach((key, value) -> {
				})), Named.of("iterator of keys", (map) -> map.keySet().iterator()),
				Named.of("iterator of values", (map) -> map.values().iterator()),
				Named.of("stream of entries", (map) -> map.entrySet().stream().toList()),
				Named.of("equals", (map) -> map.equals(Map.of())), Named.of("hashCode", Map::hashCode),
				Named.of("toString", Map::toString));
		return readings.flatMap((reading) -> Mode.all().map((mode) -> Arguments.of(mode, reading)));
	}

	static Stream<Arguments> hits() {
		Stream<Named<Consumer<ReferenceMap<Object, Object>>>> hits = Stream.of(
				Named.of("get", (map) -> map.get(ABSENT)), Named.of("containsKey", (map) -> map.containsKey(ABSENT)),
				Named.of("storedKey", (map) -> map.storedKey(ABSENT)));
		return hits.flatMap((hit) -> Mode.all().map((mode) -> Arguments.of(mode, hit)));
	}

}
