package dev.weakref.collection;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.weakref.cache.WeakCache;
import dev.weakref.reaper.Reaper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every map, with its views, answers as {@link ConcurrentHashMap} does: what is returned
 * or thrown, and what is there afterwards.
 */
@TestInstance(Lifecycle.PER_CLASS)
class MapContractTests {

	private static final String OTHER = "other";

	private final Reaper reaper = Reaper.start();

	@AfterAll
	void close() {
		this.reaper.close();
	}

	@ParameterizedTest
	@MethodSource("cases")
	void aMapAnswersAsAConcurrentHashMap(Supplier<ConcurrentMap<String, String>> maps,
			Function<ConcurrentMap<String, String>, Object> operation) {
		ConcurrentMap<String, String> map = filled(maps.get());
		ConcurrentMap<String, String> expected = filled(new ConcurrentHashMap<>());
		assertThat(outcome(map, operation)).isEqualTo(outcome(expected, operation));
		assertThat(map).isEqualTo(expected);
	}

	private static ConcurrentMap<String, String> filled(ConcurrentMap<String, String> map) {
		map.put("key", "value");
		return map;
	}

	/** The answer, or the class of what was thrown. */
	private static Object outcome(ConcurrentMap<String, String> map,
			Function<ConcurrentMap<String, String>, Object> operation) {
		try {
			return "answer: " + operation.apply(map);
		}
		catch (RuntimeException ex) {
			return ex.getClass();
		}
	}

	Stream<Arguments> cases() {
		Stream<Named<Supplier<ConcurrentMap<String, String>>>> maps = Stream.concat(
				Mode.all().map((mode) -> Named.of("map of " + mode, () -> mode.<String, String>builder().build())),
				Stream.of(
						Named.of("map of a cache",
								() -> WeakCache.<String, String>builder("cache", this.reaper).build().asMap()),
						Named.of("map of a cache that retains",
								() -> WeakCache.<String, String>builder("cache", this.reaper)
									.retain((tier) -> tier.maximumSize(10))
									.build()
									.asMap())));
		return maps.flatMap((map) -> operations().map((operation) -> Arguments.of(map, operation)));
	}

	private static Stream<Named<Function<ConcurrentMap<String, String>, Object>>> operations() {
		return Stream.of(Named.of("keySet iterator removes a key whose value was replaced", (map) -> {
			Iterator<String> keys = map.keySet().iterator();
			keys.next();
			map.put("key", OTHER);
			keys.remove();
			return null;
		}), Named.of("values iterator removes a key whose value was replaced", (map) -> {
			Iterator<String> values = map.values().iterator();
			values.next();
			map.put("key", OTHER);
			values.remove();
			return null;
		}), Named.of("entrySet iterator removes a key whose value was replaced", (map) -> {
			Iterator<?> entries = map.entrySet().iterator();
			entries.next();
			map.put("key", OTHER);
			entries.remove();
			return null;
		}), Named.of("iterator removes twice", (map) -> {
			Iterator<String> keys = map.keySet().iterator();
			keys.next();
			keys.remove();
			keys.remove();
			return null;
		}), Named.of("get null", (map) -> map.get(null)), Named.of("containsKey null", (map) -> map.containsKey(null)),
				Named.of("getOrDefault null", (map) -> map.getOrDefault(null, OTHER)),
				Named.of("containsValue null", (map) -> map.containsValue(null)),
				Named.of("containsValue", (map) -> map.containsValue("value") && !map.containsValue(OTHER)),
				Named.of("put null key", (map) -> map.put(null, OTHER)),
				Named.of("put null value", (map) -> map.put("key", null)),
				Named.of("putIfAbsent null value", (map) -> map.putIfAbsent("key", null)),
				Named.of("replace null value", (map) -> map.replace("key", null)),
				Named.of("replace by null", (map) -> map.replace("key", "value", null)),
				Named.of("replace null", (map) -> map.replace("key", null, OTHER)),
				Named.of("remove null", (map) -> map.remove(null)),
				Named.of("remove key with null value", (map) -> map.remove("key", null)),
				Named.of("remove null key with value", (map) -> map.remove(null, "value")),
				Named.of("keySet contains null", (map) -> map.keySet().contains(null)),
				Named.of("keySet remove null", (map) -> map.keySet().remove(null)),
				Named.of("keySet removeAll", (map) -> map.keySet().removeAll(List.of("key", OTHER))),
				Named.of("keySet retainAll", (map) -> map.keySet().retainAll(List.of(OTHER))),
				Named.of("keySet containsAll", (map) -> map.keySet().containsAll(List.of("key", OTHER))),
				Named.of("values contains null", (map) -> map.values().contains(null)),
				Named.of("values contains", (map) -> map.values().contains("value")),
				Named.of("values remove null", (map) -> map.values().remove(null)),
				Named.of("values remove", (map) -> map.values().remove("value")),
				Named.of("values removeAll", (map) -> map.values().removeAll(List.of("value"))),
				Named.of("values retainAll", (map) -> map.values().retainAll(List.of("value"))),
				Named.of("entrySet contains null", (map) -> map.entrySet().contains(null)),
				Named.of("entrySet contains other value", (map) -> map.entrySet().contains(Map.entry("key", OTHER))),
				Named.of("entrySet remove other value", (map) -> map.entrySet().remove(Map.entry("key", OTHER))),
				Named.of("entrySet remove", (map) -> map.entrySet().remove(Map.entry("key", "value"))),
				Named.of("entry setValue", (map) -> map.entrySet().iterator().next().setValue(OTHER)),
				Named.of("entry setValue null", (map) -> map.entrySet().iterator().next().setValue(null)),
				Named.of("keySet add", (map) -> map.keySet().add("new")), Named.of("replaceAll", (map) -> {
					map.replaceAll((key, value) -> OTHER);
					return null;
				}), Named.of("replaceAll by null", (map) -> {
					map.replaceAll((key, value) -> null);
					return null;
				}), Named.of("compute to null", (map) -> map.compute("key", (key, value) -> null)),
				Named.of("computeIfAbsent to null", (map) -> map.computeIfAbsent("new", (key) -> null)),
				Named.of("merge null", (map) -> map.merge("key", null, (one, two) -> two)),
				Named.of("merge to null", (map) -> map.merge("key", OTHER, (one, two) -> null)),
				Named.of("forEach null", (map) -> {
					map.forEach(null);
					return null;
				}), Named.of("keySet toString", (map) -> map.keySet().toString()),
				Named.of("entrySet hashCode", (map) -> map.entrySet().hashCode()));
	}

}
