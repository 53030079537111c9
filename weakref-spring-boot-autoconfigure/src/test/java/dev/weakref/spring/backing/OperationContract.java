package dev.weakref.spring.backing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Look-ups of several keys, asynchronous look-ups, the map and memoized functions use the
 * engine.
 */
interface OperationContract extends NearCacheNodes {

	@Test
	default void severalKeysAreReadBeforeTheAbsentOnesAreLoaded() {
		NearCache near = node(0);
		NearCache far = node(1);
		put(near, far, "a", V1);
		put(near, far, "b", V1);
		List<Set<?>> loads = new ArrayList<>();
		Map<String, Document> values = far.cache().getAll(List.of("a", "b", "c"), (keys) -> {
			loads.add(Set.copyOf(keys));
			return Map.of("c", V2);
		});
		assertThat(values).containsExactly(Map.entry("a", V1), Map.entry("b", V1), Map.entry("c", V2));
		assertThat(loads).containsExactly(Set.of("c"));
		assertThat(far.reads()).isEqualTo(1);
		assertThat(near.cache().getIfPresent("c")).isEqualTo(V2);
	}

	@Test
	default void severalPresentKeysAreReadTogether() {
		NearCache near = node(0);
		NearCache far = node(1);
		put(near, far, "a", V1);
		put(near, far, "b", V2);
		assertThat(far.cache().getAllPresent(List.of("a", "b", "c", "a"))).isEqualTo(Map.of("a", V1, "b", V2));
		assertThat(far.reads()).isOne();
		assertThat(far.cache().getAllPresent(List.of("a", "b"))).isEqualTo(Map.of("a", V1, "b", V2));
		assertThat(far.reads()).isOne();
	}

	@Test
	default void anAsynchronousLookUpReadsTheEngineAndThenLoads() {
		NearCache near = node(0);
		NearCache far = node(1);
		put(near, far, "a", V1);
		assertThat(far.cache().getAsync("a", (key) -> CompletableFuture.failedFuture(new AssertionError())))
			.succeedsWithin(Duration.ofSeconds(10))
			.isEqualTo(V1);
		assertThat(far.cache().getAsync("b", (key) -> CompletableFuture.completedFuture(V2)))
			.succeedsWithin(Duration.ofSeconds(10))
			.isEqualTo(V2);
		assertThat(near.cache().getIfPresent("b")).isEqualTo(V2);
	}

	@Test
	default void anAsynchronousLookUpDoesNotBlockItsCaller() {
		NearCache near = node(0);
		ProbedBacking.Hold hold = near.backing().holdNextRead();
		CompletableFuture<Document> value = near.cache().getAsync("a", (key) -> CompletableFuture.completedFuture(V1));
		assertThat(value).isNotDone();
		hold.awaitAnswer().release();
		assertThat(value).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(V1);
	}

	@Test
	default void theMapShowsTheEntriesOfThisNodeAndWritesTheEngine() {
		NearCache near = node(0);
		NearCache far = node(1);
		put(near, far, "a", V1);
		ConcurrentMap<String, Document> map = far.cache().asMap();
		assertThat(map).isEmpty();
		assertThat(map.get("a")).isNull();
		assertThat(map.computeIfAbsent("a", NOT_CALLED)).isEqualTo(V1);
		assertThat(map).hasSize(1).containsEntry("a", V1);
		assertThat(map.putIfAbsent("a", V2)).isEqualTo(V1);
		assertThat(map.put("b", V2)).isNull();
		assertThat(near.cache().getIfPresent("b")).isEqualTo(V2);
		map.remove("a");
		near.awaitReports("a", 2);
		assertThat(near.cache().getIfPresent("a")).isNull();
		map.clear();
		assertThat(map).isEmpty();
		assertThat(far.cache().getIfPresent("b")).isNull();
	}

	@Test
	default void theMapRefusesToCompareAndToCompute() {
		ConcurrentMap<String, Document> map = node(0).cache().asMap();
		assertRefused(() -> map.replace("a", V1));
		assertRefused(() -> map.replace("a", V1, V2));
		assertRefused(() -> map.remove("a", V1));
		assertRefused(() -> map.compute("a", (key, value) -> V1));
		assertRefused(() -> map.computeIfPresent("a", (key, value) -> V1));
		assertRefused(() -> map.merge("a", V1, (one, other) -> V1));
	}

	private static void assertRefused(Runnable operation) {
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(operation::run)
			.withMessageContaining("because the engine behind the cache cannot do that in one step");
	}

	@Test
	default void aMemoizedFunctionIsCalledOnceForBothNodes() {
		NearCache near = node(0);
		NearCache far = node(1);
		assertThat(near.cache().memoize((key) -> V1).apply("a")).isEqualTo(V1);
		assertThat(far.cache().memoize(NOT_CALLED).apply("a")).isEqualTo(V1);
	}

}
