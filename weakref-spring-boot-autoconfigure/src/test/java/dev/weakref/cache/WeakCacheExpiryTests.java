package dev.weakref.cache;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import dev.weakref.collection.References;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class WeakCacheExpiryTests {

	private static final Duration TIME_TO_LIVE = Duration.ofMinutes(10);

	@AutoClose
	private final CacheFixture fixture = new CacheFixture();

	private final AtomicLong time = new AtomicLong();

	private final List<String> collected = new CopyOnWriteArrayList<>();

	@ParameterizedTest
	@EnumSource
	void aValueIsFreshUntilItsTimeIsOver(References references) {
		WeakCache<String, Object> cache = cache(references, false);
		cache.put("key", this);
		pass(TIME_TO_LIVE.minusNanos(1));
		assertThat(cache.getIfPresent("key")).isSameAs(this);
		pass(Duration.ofNanos(1));
		assertThat(cache.getIfPresent("key")).isNull();
		assertThat(cache.contains("key")).isFalse();
		assertThat(cache.liveCount()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void readingDoesNotProlongTheTimeOfAValue(References references) {
		WeakCache<String, Object> cache = cache(references, true);
		cache.put("key", this);
		pass(TIME_TO_LIVE.dividedBy(2));
		cache.getIfPresent("key");
		pass(TIME_TO_LIVE.dividedBy(2));
		assertThat(cache.getIfPresent("key")).isNull();
	}

	@ParameterizedTest
	@EnumSource
	void writingProlongsTheTimeOfAValue(References references) {
		WeakCache<String, Object> cache = cache(references, true);
		cache.put("key", this);
		pass(TIME_TO_LIVE.dividedBy(2));
		cache.put("key", this);
		pass(TIME_TO_LIVE.dividedBy(2));
		assertThat(cache.getIfPresent("key")).isSameAs(this);
	}

	@ParameterizedTest
	@EnumSource
	void growthOfTheTableDoesNotProlongTheTimeOfAValue(References references) {
		WeakCache<String, Object> cache = cache(references, false);
		cache.put("key", this);
		pass(TIME_TO_LIVE.minusNanos(1));
		List<String> keys = new ArrayList<>();
		for (int i = 0; i < 1_000; i++) {
			keys.add("key " + i);
			cache.put(keys.get(i), this);
		}
		assertThat(cache.getIfPresent("key")).isSameAs(this);
		pass(Duration.ofNanos(1));
		assertThat(cache.getIfPresent("key")).isNull();
		assertThat(cache.liveCount()).isEqualTo(1_000);
	}

	@Test
	void anExpiredValueIsLoadedAgain() {
		WeakCache<String, Object> cache = cache(References.WEAK_VALUES, true);
		cache.put("key", this);
		pass(TIME_TO_LIVE);
		assertThat(cache.get("key", (key) -> this.fixture)).isSameAs(this.fixture);
		assertThat(cache.retainedCount()).isOne();
	}

	@Test
	void anExpiredValueIsGoneFromBothTiers() {
		WeakCache<String, Object> cache = cache(References.WEAK_VALUES, true);
		WeakReference<?> value = putNew(cache);
		pass(TIME_TO_LIVE);
		cache.cleanUp();
		assertThat(cache.estimatedSize()).isZero();
		assertThat(cache.retainedCount()).isZero();
		GarbageCollector.awaitCollected(value);
		assertThat(cache.statistics().expired()).isOne();
	}

	@Test
	void anExpiredValueIsGoneFromBothTiersThoughItWasRetainedLate() {
		WeakCache<String, Object> cache = cache(References.WEAK_VALUES, true);
		cache.put("key", this);
		pass(TIME_TO_LIVE.dividedBy(2));
		CacheFixture.evict(cache);
		cache.getIfPresent("key");
		assertThat(cache.retainedCount()).isOne();
		pass(TIME_TO_LIVE.dividedBy(2));
		cache.cleanUp();
		assertThat(cache.retainedCount()).isZero();
	}

	@Test
	void theReaperRemovesExpiredEntries() {
		WeakCache<String, Object> cache = this.fixture
			.cache((builder) -> builder.expireAfterWrite(Duration.ofMillis(100)));
		cache.put("key", this);
		await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(cache.estimatedSize()).isZero());
		assertThat(cache.statistics().expired()).isOne();
	}

	@Test
	void expiryIsNotReportedAsCollection() {
		WeakCache<String, Object> cache = cache(References.WEAK_VALUES, false);
		cache.put("key", this);
		pass(TIME_TO_LIVE);
		cache.cleanUp();
		this.fixture.close();
		assertThat(this.collected).isEmpty();
		assertThat(cache.statistics().collected()).isZero();
	}

	@Test
	void aValueThatDiesInTimeIsReportedAsCollected() {
		WeakCache<String, Object> cache = cache(References.WEAK_VALUES, false);
		cache.put("key", this);
		CacheFixture.collect(cache, "key");
		pass(TIME_TO_LIVE);
		cache.cleanUp();
		await().untilAsserted(() -> assertThat(this.collected).containsExactly("key"));
		assertThat(cache.statistics().expired()).isZero();
	}

	@Test
	void theTimeToLiveMayBeLongerThanAnyLife() {
		WeakCache<String, Object> cache = this.fixture
			.cache((builder) -> builder.expireAfterWrite(Duration.ofSeconds(Long.MAX_VALUE))
				.retain((tier) -> tier.maximumSize(1)));
		cache.put("key", this);
		assertThat(cache.getIfPresent("key")).isSameAs(this);
	}

	private WeakCache<String, Object> cache(References references, boolean retain) {
		return this.fixture.cache((builder) -> {
			builder.references(references).expireAfterWrite(TIME_TO_LIVE).ticker(this.time::get);
			builder.listener((key, cause) -> this.collected.add(key));
			if (retain) {
				builder.retain((tier) -> tier.maximumSize(10));
			}
		});
	}

	private void pass(Duration duration) {
		this.time.addAndGet(duration.toNanos());
	}

	private static WeakReference<?> putNew(WeakCache<String, Object> cache) {
		Object value = new Object();
		cache.put("key", value);
		return new WeakReference<>(value);
	}

}
