package dev.weakref.boot.metrics;

import java.lang.ref.Reference;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.weakref.cache.ManagedCache;
import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;
import dev.weakref.directory.DirectoryListener;
import dev.weakref.reaper.Reaper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DirectoryMeters} of caches.
 */
class DirectoryMetersTests {

	@AutoClose
	private final Reaper reaper = Reaper.start();

	private final WeakCaches caches = new WeakCaches(this.reaper, (cache) -> {
	});

	private final DirectoryMeters meters = new DirectoryMeters(this.caches.directory());

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void aCacheThatIsThereBeforeTheRegistryHasMeters() {
		WeakCache<Object, Object> cache = this.caches.create("images");
		this.meters.bindTo(this.registry);
		assertThat(this.registry.get("weakref.live").tag("name", "images").gauges()).hasSize(1);
		Reference.reachabilityFence(cache);
	}

	@Test
	void aCacheWithoutStatisticsHasNoMetersOfThem() {
		this.meters.bindTo(this.registry);
		WeakCache<Object, Object> counting = this.caches.create("images");
		assertThat(names()).contains("cache.gets", "cache.puts", "cache.load", "cache.load.duration");
		this.caches.remove(counting.name());
		WeakCache<Object, Object> cache = this.caches.create("images", (builder) -> builder.statistics(false));
		assertThat(names()).containsExactlyInAnyOrder("cache.size", "cache.evictions", "weakref.live",
				"weakref.estimated.size", "weakref.collected", "weakref.retained", "weakref.reloads");
		Reference.reachabilityFence(cache);
	}

	@Test
	void bindingASecondRegistryDoesNotDisturbTheFirst() {
		WeakCache<Object, Object> cache = this.caches.create("images");
		SimpleMeterRegistry other = new SimpleMeterRegistry();
		this.meters.bindTo(this.registry);
		this.meters.bindTo(other);
		assertThat(this.registry.getMeters()).hasSameSizeAs(other.getMeters()).isNotEmpty();
		this.caches.remove(cache.name());
		assertThat(List.of(this.registry.getMeters(), other.getMeters())).containsOnly(List.of());
	}

	private Set<String> names() {
		return this.registry.getMeters().stream().map((meter) -> meter.getId().getName()).collect(Collectors.toSet());
	}

	/**
	 * Another thread may remove a cache at the moment it comes; here a listener does so.
	 */
	@Test
	void aCacheThatGoesWhileItComesLeavesNoMeters() {
		this.caches.directory().addListener(new Remover(this.caches));
		this.meters.bindTo(this.registry);
		WeakCache<Object, Object> cache = this.caches.create("images");
		assertThat(this.caches.find("images")).isNull();
		assertThat(this.registry.getMeters()).isEmpty();
		Reference.reachabilityFence(cache);
	}

	@Test
	void hitsAreCountedByTheTierThatHeldTheValue() {
		this.meters.bindTo(this.registry);
		WeakCache<Object, Object> cache = this.caches.create("images",
				(builder) -> builder.retain((tier) -> tier.maximumSize(1)));
		Object one = new Object();
		Object other = new Object();
		cache.put("one", one);
		cache.put("other", other);
		cache.cleanUp();
		assertThat(this.registry.get("weakref.retained").tags("kind", "cache", "name", "images").gauge().value())
			.isEqualTo(1);
		cache.getIfPresent("one");
		cache.getIfPresent("other");
		assertThat(hits("retained") + hits("weak")).isEqualTo(2);
		assertThat(hits("weak")).isBetween(1.0, 2.0);
		assertThat(this.registry.get("weakref.reloads").functionCounter().count()).isZero();
		Reference.reachabilityFence(List.of(cache, one, other));
	}

	@Test
	void aCacheWithoutStatisticsHasNoMeterOfHits() {
		this.meters.bindTo(this.registry);
		WeakCache<Object, Object> cache = this.caches.create("images", (builder) -> builder.statistics(false));
		assertThat(names()).doesNotContain("weakref.hits").contains("weakref.retained", "weakref.reloads");
		Reference.reachabilityFence(cache);
	}

	private double hits(String tier) {
		return this.registry.get("weakref.hits")
			.tags("kind", "cache", "name", "images", "tier", tier)
			.functionCounter()
			.count();
	}

	@Test
	void closingRemovesAllMetersAndEndsTheirComing() {
		WeakCache<Object, Object> cache = this.caches.create("images");
		this.meters.bindTo(this.registry);
		this.meters.close();
		assertThat(this.registry.getMeters()).isEmpty();
		WeakCache<Object, Object> other = this.caches.create("other");
		assertThat(this.registry.getMeters()).isEmpty();
		Reference.reachabilityFence(cache);
		Reference.reachabilityFence(other);
	}

	@Test
	void anotherContextOnTheSameRegistryKeepsItsMeters() {
		WeakCaches otherCaches = new WeakCaches(this.reaper, (cache) -> {
		});
		DirectoryMeters otherMeters = new DirectoryMeters(otherCaches.directory());
		this.meters.bindTo(this.registry);
		otherMeters.bindTo(this.registry);
		WeakCache<Object, Object> cache = this.caches.create("images");
		WeakCache<Object, Object> same = otherCaches.create("images");
		WeakCache<Object, Object> other = otherCaches.create("sounds");
		otherMeters.close();
		assertThat(this.registry.find("weakref.live").gauges()).extracting((gauge) -> gauge.getId().getTag("name"))
			.containsExactly("images");
		this.meters.close();
		assertThat(this.registry.getMeters()).isEmpty();
		Reference.reachabilityFence(List.of(cache, same, other));
	}

	private record Remover(WeakCaches caches) implements DirectoryListener<ManagedCache> {

		@Override
		public void added(ManagedCache cache) {
			this.caches.remove(cache.name());
		}

		@Override
		public void removed(ManagedCache cache) {
		}

	}

}
