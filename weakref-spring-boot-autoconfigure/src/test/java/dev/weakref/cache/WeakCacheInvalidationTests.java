package dev.weakref.cache;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.Background;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for what becomes of a load whose key is invalidated, or removed from the map,
 * meanwhile.
 */
@Timeout(60)
class WeakCacheInvalidationTests {

	@AutoClose
	private final CacheFixture fixture = new CacheFixture();

	private final WeakCache<String, Object> cache = this.fixture.cache();

	private final Object loaded = new Object();

	private final Object put = new Object();

	@Test
	void aLoadThatIsInvalidatedAnswersButIsNotStored() {
		HeldLoad load = new HeldLoad(this.cache, "key");
		Background<Object> waiting = Background.<Object>start(() -> this.cache.get("key", (key) -> this.put))
			.awaitWaiting();
		this.cache.invalidate("key");
		assertThat(load.end(this.loaded)).isSameAs(this.loaded);
		assertThat(waiting.result()).isSameAs(this.loaded);
		assertThat(this.cache.contains("key")).isFalse();
	}

	@Test
	void aLoadThroughTheMapThatIsInvalidatedAnswersButIsNotStored() {
		HeldLoad load = new HeldLoad((loader) -> this.cache.asMap().computeIfAbsent("key", loader));
		this.cache.invalidate("key");
		assertThat(load.end(this.loaded)).isSameAs(this.loaded);
		assertThat(this.cache.contains("key")).isFalse();
	}

	@Test
	void aLoadIsNotStoredAfterAllWasInvalidated() {
		HeldLoad load = new HeldLoad(this.cache, "key");
		this.cache.invalidateAll();
		assertThat(load.end(this.loaded)).isSameAs(this.loaded);
		assertThat(this.cache.contains("key")).isFalse();
	}

	@ParameterizedTest
	@MethodSource("removals")
	void aLoadIsNotStoredAfterItsEntryWasRemovedFromTheMap(BiConsumer<ConcurrentMap<String, Object>, Object> removal) {
		HeldLoad load = new HeldLoad(this.cache, "key");
		this.cache.put("key", this.put);
		removal.accept(this.cache.asMap(), this.put);
		assertThat(load.end(this.loaded)).isSameAs(this.loaded);
		assertThat(this.cache.contains("key")).isFalse();
	}

	@ParameterizedTest
	@MethodSource("conditionalRemovals")
	void aLoadIsStoredIfThereWasNoEntryToRemove(BiConsumer<ConcurrentMap<String, Object>, Object> removal) {
		HeldLoad load = new HeldLoad(this.cache, "key");
		removal.accept(this.cache.asMap(), this.put);
		assertThat(load.end(this.loaded)).isSameAs(this.loaded);
		assertThat(this.cache.getIfPresent("key")).isSameAs(this.loaded);
	}

	@Test
	void anEntryIsRemovedOnceByAnIterator() {
		this.cache.put("key", this.put);
		Iterator<Object> values = this.cache.asMap().values().iterator();
		assertThatIllegalStateException().isThrownBy(values::remove);
		values.next();
		values.remove();
		assertThat(this.cache.contains("key")).isFalse();
		assertThatIllegalStateException().isThrownBy(values::remove);
	}

	@Test
	void aLoadIsNotStoredAfterItsKeyWasRemovedFromTheMap() {
		HeldLoad load = new HeldLoad(this.cache, "key");
		this.cache.asMap().remove("key");
		assertThat(load.end(this.loaded)).isSameAs(this.loaded);
		assertThat(this.cache.contains("key")).isFalse();
	}

	@Test
	void aGetAfterAnInvalidationLoadsAgain() {
		HeldLoad load = new HeldLoad(this.cache, "key");
		this.cache.invalidate("key");
		assertThat(this.cache.get("key", (key) -> this.put)).isSameAs(this.put);
		assertThat(load.end(this.loaded)).isSameAs(this.loaded);
		assertThat(this.cache.getIfPresent("key")).isSameAs(this.put);
	}

	@Test
	void aLoaderThatInvalidatesItsOwnKeyIsNotStored() {
		Object result = this.cache.get("key", (key) -> {
			this.cache.invalidate(key);
			return this.loaded;
		});
		assertThat(result).isSameAs(this.loaded);
		assertThat(this.cache.contains("key")).isFalse();
	}

	@Test
	void aListenerThatInvalidatesTheKeyThatIsBeingStoredDoesNotWaitForItself() {
		try (Reaper inline = Reaper.builder().executor(Runnable::run).start()) {
			WeakCache<String, Object> inlined = WeakCache.<String, Object>builder("images", inline).build();
			// Dead entries are drained by the write that stores what was loaded
			inlined.addListener((key, cause) -> inlined.invalidate("key"));
			Object value = inlined.get("key", (key) -> {
				inlined.put("dead", this.put);
				CacheFixture.collect(inlined, "dead");
				return this.loaded;
			});
			assertThat(value).isSameAs(this.loaded);
		}
	}

	@Test
	void invalidationsAndLoadsNeverLeaveAStaleValue() {
		AtomicInteger version = new AtomicInteger();
		Background<Boolean> loading = Background.run(() -> {
			for (int i = 0; i < 20_000; i++) {
				this.cache.get("key", (key) -> new Version(version.get()));
			}
		});
		int stale = 0;
		while (!loading.isDone()) {
			int current = version.incrementAndGet();
			this.cache.invalidate("key");
			Version present = (Version) this.cache.getIfPresent("key");
			if (present != null && present.number < current) {
				stale++;
			}
		}
		assertThat(loading.result()).isTrue();
		assertThat(stale).isZero();
	}

	/** Each way to remove an entry whether or not there is one. */
	static Stream<Named<BiConsumer<ConcurrentMap<String, Object>, Object>>> removals() {
		return Stream.concat(conditionalRemovals(),
				Stream.of(Named.of("remove", (map, value) -> map.remove("key")),
						Named.of("remove of keys", (map, value) -> map.keySet().remove("key")),
						Named.of("removeAll of keys", (map, value) -> map.keySet().removeAll(List.of("key"))),
						Named.of("compute", (map, value) -> map.compute("key", (key, present) -> null)),
						Named.of("clear", (map, value) -> map.clear()),
						Named.of("clear of keys", (map, value) -> map.keySet().clear()),
						Named.of("clear of values", (map, value) -> map.values().clear()),
						Named.of("clear of entries", (map, value) -> map.entrySet().clear())));
	}

	/** Each way to remove an entry that is there. */
	static Stream<Named<BiConsumer<ConcurrentMap<String, Object>, Object>>> conditionalRemovals() {
		return Stream.of(Named.of("remove if equal", (map, value) -> map.remove("key", value)),
				Named.of("computeIfPresent", (map, value) -> map.computeIfPresent("key", (key, present) -> null)),
				Named.of("iterator", (map, value) -> removeFirst(map.entrySet().iterator())),
				Named.of("iterator of keys", (map, value) -> removeFirst(map.keySet().iterator())),
				Named.of("iterator of values", (map, value) -> removeFirst(map.values().iterator())),
				Named.of("remove of values", (map, value) -> map.values().remove(value)),
				Named.of("removeAll of values", (map, value) -> map.values().removeAll(List.of(value))),
				Named.of("retainAll of keys", (map, value) -> map.keySet().retainAll(List.of())),
				Named.of("retainAll of values", (map, value) -> map.values().retainAll(List.of())),
				Named.of("retainAll of entries", (map, value) -> map.entrySet().retainAll(List.of())),
				Named.of("remove of entries", (map, value) -> map.entrySet().remove(Map.entry("key", value))),
				Named.of("removeIf of keys", (map, value) -> map.keySet().removeIf((key) -> true)),
				Named.of("removeIf of values", (map, value) -> map.values().removeIf((any) -> true)),
				Named.of("removeIf of entries", (map, value) -> map.entrySet().removeIf((entry) -> true)));
	}

	private static void removeFirst(Iterator<?> iterator) {
		if (iterator.hasNext()) {
			iterator.next();
			iterator.remove();
		}
	}

	private record Version(int number) {
	}

}
