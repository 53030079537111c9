package dev.weakref.spring.backing;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import dev.weakref.cache.BackingStatistics.State;
import dev.weakref.cache.CollectedValues;
import dev.weakref.cache.WeakCache;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The entry of the engine outlives the cache and the local value.
 */
interface LifeContract extends NearCacheNodes {

	@Test
	default void aReleasedCacheLeavesTheEntriesOfTheEngineAndHearsOfNoChange() {
		NearCache near = node(0);
		NearCache far = node(1);
		put(near, far, "a", V1);
		WeakCache<String, Document> cache = far.cache();
		cache.getIfPresent("a");
		caches(far).release(cache);
		near.cache().put("a", V2);
		near.awaitReports("a", 2);
		assertThat(cache.getIfPresent("a")).isEqualTo(V2);
		assertThat(cache.getIfPresent("a")).isEqualTo(V2);
		assertThat(far.reads()).isEqualTo(3);
		far.channel().sink.restored();
		assertThat(far.counts().state()).isEqualTo(State.LOST);
		assertThat(near.cache().getIfPresent("a")).isEqualTo(V2);
	}

	@Test
	default void aCacheCanBeMadeAgainAfterItsRelease() {
		NearCache near = node(0);
		NearCache far = node(1);
		caches(far).release(far.cache());
		NearCache again = node(1);
		near.cache().put("a", V1);
		again.awaitReports("a", 1);
		assertThat(again.counts().state()).isEqualTo(State.TRUSTED);
		assertThat(again.cache().getIfPresent("a")).isEqualTo(V1);
	}

	@Test
	default void entriesOfThisProcessAreRemovedWithoutThoseOfTheEngine() {
		NearCache near = node(0);
		near.cache().put("a", V1);
		caches(near).register(near.cache());
		caches(near).close();
		assertThat(near.cache().asMap()).isEmpty();
		assertThat(near.cache().getIfPresent("a")).isEqualTo(V1);
		assertThat(near.reads()).isOne();
	}

	@Test
	default void aLocalValueIsUsedNoLongerThanItsTimeToLive() {
		AtomicLong clock = new AtomicLong(1);
		NearCache near = node(0, (spec) -> {
		}, (settings) -> settings.expireAfterWrite(Duration.ofMinutes(1)).ticker(clock::get));
		near.cache().put("a", V1);
		near.awaitReports("a", 1);
		near.cache().getIfPresent("a");
		int reads = near.reads();
		clock.addAndGet(Duration.ofMinutes(1).toNanos() - 1);
		assertThat(near.cache().getIfPresent("a")).isSameAs(V1);
		assertThat(near.reads()).isEqualTo(reads);
		clock.addAndGet(1);
		assertThat(near.cache().getIfPresent("a")).isSameAs(V1);
		assertThat(near.reads()).isEqualTo(reads + 1);
	}

	@Test
	default void aLocalValueIsUsedForItsStalenessWithoutAChannel() {
		AtomicLong clock = new AtomicLong(1);
		NearCache near = node(0);
		NearCache far = node(1, (spec) -> spec.channel(null).maxStaleness(Duration.ofSeconds(2)),
				(settings) -> settings.ticker(clock::get));
		near.cache().put("a", V1);
		assertThat(far.cache().getIfPresent("a")).isEqualTo(V1);
		near.cache().put("a", V2);
		clock.addAndGet(Duration.ofSeconds(2).toNanos() - 1);
		assertThat(far.cache().getIfPresent("a")).isEqualTo(V1);
		clock.addAndGet(1);
		assertThat(far.cache().getIfPresent("a")).isEqualTo(V2);
	}

	@Test
	default void aRetainedValueSurvivesCollections() {
		NearCache near = node(0);
		NearCache far = node(1, (spec) -> {
		}, (settings) -> settings.retain((tier) -> tier.maximumSize(10)));
		put(near, far, "a", V1);
		far.cache().getIfPresent("a");
		far.backing().releaseValues();
		GarbageCollector.run();
		assertThat(far.cache().getIfPresent("a")).isEqualTo(V1);
		assertThat(far.reads()).isOne();
		assertThat(far.cache().retainedCount()).isOne();
	}

	@Test
	default void aValueIsFoundWhileItIsHeldAndReadAgainAfterItsCollection() {
		NearCache near = node(0);
		NearCache far = node(1);
		put(near, far, "a", V1);
		Document held = far.cache().getIfPresent("a");
		far.backing().releaseValues();
		GarbageCollector.run();
		assertThat(far.cache().getIfPresent("a")).isSameAs(held);
		assertThat(far.reads()).isOne();
		CollectedValues.collect(far.cache(), "a");
		assertThat(far.cache().getIfPresent("a")).isEqualTo(V1).isNotSameAs(held);
		assertThat(far.reads()).isEqualTo(2);
	}

	@Test
	default void aValueThatIsNotHeldIsCollected() {
		NearCache near = node(0);
		NearCache far = node(1);
		put(near, far, "a", V1);
		far.cache().getIfPresent("a");
		far.backing().releaseValues();
		GarbageCollector.awaitUntil("the value is collected", () -> !far.cache().contains("a"));
		assertThat(far.cache().getIfPresent("a")).isEqualTo(V1);
	}

}
