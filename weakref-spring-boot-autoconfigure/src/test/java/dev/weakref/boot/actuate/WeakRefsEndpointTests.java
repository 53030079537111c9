package dev.weakref.boot.actuate;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;

import dev.weakref.boot.actuate.CacheDescriptor.CallbacksDescriptor;
import dev.weakref.cache.SizeEstimate;
import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.References;
import dev.weakref.collection.WeakCollections;
import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.GarbageCollector;
import dev.weakref.testsupport.Report;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WeakRefsEndpoint} as an object.
 */
class WeakRefsEndpointTests {

	@AutoClose
	private final Reaper reaper = Reaper.start();

	private final WeakCaches caches = new WeakCaches(this.reaper, (cache) -> {
	});

	private final WeakCollections collections = new WeakCollections(this.reaper);

	private final WeakRefsEndpoint endpoint = new WeakRefsEndpoint(this.caches,
			List.of(WeakRefsSection.of("caches", this.caches.directory(), CacheDescriptor::of),
					WeakRefsSection.of("collections", this.collections.directory(), CollectionDescriptor::of),
					WeakRefsSection.of("reaper", () -> ReaperDescriptor.of(this.reaper.statistics()))));

	@Test
	void namesAreSorted() {
		WeakCache<String, Object> zebra = this.caches.create("zebra");
		WeakCache<String, Object> ape = this.caches.create("ape");
		assertThat(Report.of(this.endpoint).caches().keySet()).containsExactly("ape", "zebra");
		Reference.reachabilityFence(zebra);
		Reference.reachabilityFence(ape);
	}

	@Test
	void aCacheIsReportedInNumbers() {
		WeakCache<String, Object> cache = this.caches.create("images",
				(builder) -> builder.retain((tier) -> tier.maximumSize(1)));
		Object one = new Object();
		Object other = new Object();
		cache.get("one", (key) -> one);
		cache.get("one", (key) -> one);
		cache.put("other", other);
		cache.getIfPresent("none");
		cache.cleanUp();
		assertThat(this.endpoint.weakRef("caches", "images")).isEqualTo(new CacheDescriptor("weak-values", "equals", 2,
				2, 1, 0, 1L, 0L, 2L, 1L, 0L, 0, 1L, null, null, List.of(), new CallbacksDescriptor(0, 0), null));
		Reference.reachabilityFence(one);
		Reference.reachabilityFence(other);
	}

	@Test
	void theHitsOfLargerSizesAreReportedOfACacheInUse() {
		WeakCache<Integer, Object> cache = this.caches.create("images",
				(builder) -> builder.retain((tier) -> tier.maximumSize(2)));
		for (int i = 0; i < 100; i++) {
			assertThat(Report.of(this.endpoint).caches().get("images").estimates()).isEmpty();
			cache.get(i % 4, (key) -> this);
		}
		assertThat(Report.of(this.endpoint).caches().get("images").estimates()).extracting(SizeEstimate::maximumSize)
			.containsExactly(2L, 4L, 8L, 16L);
	}

	@Test
	void aCacheWithoutStatisticsIsReportedWithoutThem() {
		WeakCache<String, Object> cache = this.caches.create("images", (builder) -> builder.statistics(false));
		cache.put("key", this);
		cache.getIfPresent("key");
		assertThat(this.endpoint.weakRef("caches", "images"))
			.isEqualTo(new CacheDescriptor("weak-values", "equals", 1, 1, 0, 0, null, null, null, null, null, 0, null,
					null, null, List.of(), new CallbacksDescriptor(0, 0), null));
		Reference.reachabilityFence(cache);
	}

	@Test
	void aCollectedEntryIsReportedWithItsCallback() {
		WeakCache<String, Object> cache = this.caches.create("images", (builder) -> builder.listener((key, cause) -> {
		}));
		cache.put("gone", new Object());
		GarbageCollector.awaitUntil("the callback has run and the reaper has noticed the collection",
				() -> this.caches.directory().find("images").callbacks().succeeded() == 1
						&& this.reaper.statistics().cycles() > 0);
		assertThat(Report.of(this.endpoint).caches().get("images"))
			.isEqualTo(new CacheDescriptor("weak-values", "equals", 0, 0, 0, 1, 0L, 0L, 0L, 0L, 0L, 0, null, null, null,
					List.of(), new CallbacksDescriptor(1, 0), null));
		assertThat(Report.of(this.endpoint).reaper()).satisfies((reaper) -> {
			assertThat(reaper.running()).isTrue();
			assertThat(reaper.cycles()).isPositive();
			assertThat(reaper.drained()).isEqualTo(1);
			assertThat(reaper.lagMillis().max()).isPositive();
			assertThat(reaper.lastFailure()).isNull();
		});
	}

	@Test
	void aCallbackThatThrewIsReported() {
		WeakCache<String, Object> cache = this.caches.create("images", (builder) -> builder.listener((key, cause) -> {
			throw new IllegalStateException("on purpose");
		}));
		cache.put("gone", new Object());
		GarbageCollector.awaitUntil("the callback has failed",
				() -> Report.of(this.endpoint).reaper().lastFailure() != null);
		assertThat(Report.of(this.endpoint).reaper().lastFailure()).satisfies((failure) -> {
			assertThat(failure.source()).isEqualTo("cache images");
			assertThat(failure.exception()).isEqualTo("java.lang.IllegalStateException");
			assertThat(failure.at()).isNotNull();
		});
	}

	@Test
	void absentNumbersAreNull() {
		assertThat(this.endpoint.weakRef("caches", "none")).isNull();
		assertThat(this.endpoint.weakRef("collections", "none")).isNull();
		assertThat(this.endpoint.weakRef("nothing", "none")).isNull();
	}

	@Test
	void aCacheIsCleared() {
		WeakCache<String, Object> cache = this.caches.create("images");
		Object value = new Object();
		cache.put("one", value);
		assertThat(this.endpoint.clear("caches", "none")).isNull();
		assertThat(this.endpoint.clear("collections", "images")).isNull();
		assertThat(cache.contains("one")).isTrue();
		assertThat(this.endpoint.clear("caches", "images")).containsExactly("images");
		assertThat(cache.contains("one")).isFalse();
		Reference.reachabilityFence(value);
	}

	@Test
	void allCachesAreCleared() {
		WeakCache<String, Object> one = this.caches.create("one");
		WeakCache<String, Object> other = this.caches.create("other");
		Object value = new Object();
		one.put("key", value);
		other.put("key", value);
		assertThat(this.endpoint.clearAll("collections")).isNull();
		assertThat(one.contains("key")).isTrue();
		assertThat(this.endpoint.clearAll("caches")).containsExactly("one", "other");
		assertThat(one.contains("key")).isFalse();
		assertThat(other.contains("key")).isFalse();
		Reference.reachabilityFence(value);
	}

	@Test
	void aCacheLeavesTheReportWhenItIsRemoved() {
		WeakCache<String, Object> cache = this.caches.create("images");
		assertThat(Report.of(this.endpoint).caches()).containsOnlyKeys("images");
		this.caches.remove("images");
		assertThat(Report.of(this.endpoint).caches()).isEmpty();
		assertThat(this.endpoint.weakRef("caches", "images")).isNull();
		Reference.reachabilityFence(cache);
	}

	@Test
	void aCacheLeavesTheReportWhenItIsCollected() {
		this.caches.create("images");
		WeakCache<String, Object> held = this.caches.create("held");
		GarbageCollector.awaitUntil("the cache is no longer reported",
				() -> !Report.of(this.endpoint).caches().containsKey("images"));
		assertThat(Report.of(this.endpoint).caches()).containsOnlyKeys("held");
		Reference.reachabilityFence(held);
	}

	@Test
	void readingRevivesNothing() {
		WeakCache<String, Object> values = this.caches.create("values");
		WeakCache<Object, String> keys = this.caches.create("keys",
				(builder) -> builder.references(References.WEAK_KEYS));
		var map = this.collections.weakKeyMap("map", KeyEquality.IDENTITY);
		WeakReference<Object> referent = fill(values, keys, map);
		GarbageCollector.awaitUntil("the referent is collected although it is looked at all the time", () -> {
			for (int i = 0; i < 1000; i++) {
				this.endpoint.weakRefs();
				this.endpoint.weakRef("caches", "values");
			}
			return referent.refersTo(null);
		});
	}

	private static WeakReference<Object> fill(WeakCache<String, Object> values, WeakCache<Object, String> keys,
			Map<Object, Object> map) {
		Object referent = new Object();
		values.put("key", referent);
		keys.put(referent, "value");
		map.put(referent, "value");
		return new WeakReference<>(referent);
	}

}
