package dev.weakref.spring.backing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import dev.weakref.cache.BackingSpec.WhenDown;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * An operation fails while the engine is down, unless the settings let values be loaded.
 */
interface OutageContract extends NearCacheNodes {

	@Test
	default void aLookUpFailsWithTheEngine() {
		NearCache near = node(0);
		near.backing().down(true);
		assertThatIllegalStateException().isThrownBy(() -> near.cache().getIfPresent("a"))
			.withMessage("The engine is down");
		assertThatIllegalStateException().isThrownBy(() -> near.cache().get("a", NOT_CALLED));
		assertThatIllegalStateException().isThrownBy(() -> near.cache().getAllPresent(List.of("a")));
		assertThat(near.cache().getAsync("a", (key) -> CompletableFuture.completedFuture(V1)))
			.failsWithin(Duration.ofSeconds(10))
			.withThrowableThat()
			.havingCause()
			.withMessage("The engine is down");
		assertThat(near.counts().down()).isTrue();
		assertThat(near.counts().failures()).isEqualTo(4);
		near.backing().down(false);
		assertThat(near.cache().getIfPresent("a")).isNull();
		assertThat(near.counts().down()).isFalse();
	}

	@Test
	default void aValueIsLoadedWithoutTheEngineUntilThatCanBeRead() {
		NearCache near = node(0);
		NearCache far = node(1, (spec) -> spec.whenDown(WhenDown.LOAD));
		put(near, far, "a", V1);
		far.backing().down(true);
		far.channel().sink.lost();
		Document loaded = far.cache().get("a", (key) -> V2);
		assertThat(loaded).isSameAs(V2);
		assertThat(far.cache().get("a", NOT_CALLED)).isSameAs(V2);
		assertThat(far.cache().getIfPresent("b")).isNull();
		assertThat(far.cache().getAll(List.of("a", "b"), (keys) -> Map.of("b", V2)))
			.isEqualTo(Map.of("a", V2, "b", V2));
		assertThat(far.cache().getAsync("c", (key) -> CompletableFuture.completedFuture(V2)))
			.succeedsWithin(Duration.ofSeconds(10))
			.isSameAs(V2);
		assertThat(far.counts().down()).isFalse();
		far.backing().down(false);
		far.channel().sink.restored();
		assertThat(far.cache().get("a", NOT_CALLED)).isEqualTo(V1);
		assertThat(near.cache().getAllPresent(List.of("b", "c"))).isEmpty();
	}

	@Test
	default void aFailedWriteLeavesNoTrace() {
		NearCache near = node(0);
		NearCache far = node(1);
		put(near, far, "a", V1);
		far.cache().getIfPresent("a");
		far.backing().down(true);
		assertThatIllegalStateException().isThrownBy(() -> far.cache().put("a", V2));
		assertThatIllegalStateException().isThrownBy(() -> far.cache().put("b", V2));
		assertThatIllegalStateException().isThrownBy(() -> far.cache().putIfAbsent("b", V2));
		far.backing().down(false);
		assertThat(far.cache().getIfPresent("a")).isEqualTo(V1);
		assertThat(far.cache().getIfPresent("b")).isNull();
		assertThat(far.counts().failures()).isEqualTo(3);
	}

	@Test
	default void aFailedEvictionLeavesTheEntry() {
		NearCache near = node(0);
		near.cache().put("a", V1);
		near.backing().down(true);
		assertThatIllegalStateException().isThrownBy(() -> near.cache().invalidate("a"));
		assertThatIllegalStateException().isThrownBy(() -> near.cache().invalidateAll());
		near.backing().down(false);
		assertThat(near.cache().getIfPresent("a")).isEqualTo(V1);
	}

}
