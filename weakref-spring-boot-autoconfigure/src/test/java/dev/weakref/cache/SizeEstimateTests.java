package dev.weakref.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.References;
import dev.weakref.testsupport.MapBacking;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for the estimates of the hits that other maximum sizes would give.
 */
class SizeEstimateTests {

	private static final int LOOK_UPS = 60_000;

	private final CacheFixture caches = new CacheFixture();

	private final List<Object> held = new ArrayList<>();

	@AfterEach
	void close() {
		this.caches.close();
	}

	@ParameterizedTest
	@ValueSource(ints = { 16, 1_000 })
	void anEstimateIsCloseToTheHitsOfATierOfThatSize(int size) {
		int keys = 10 * size;
		List<SizeEstimate> estimates = estimates(lookUpAll(cache(size), keys));
		assertThat(estimates).extracting(SizeEstimate::maximumSize)
			.containsExactly((long) size, 2L * size, 4L * size, 8L * size);
		for (SizeEstimate estimate : estimates) {
			WeakCacheStatistics larger = lookUpAll(cache((int) estimate.maximumSize()), keys).statistics();
			assertThat(estimate.hits()).isEqualTo(larger.hits());
			assertThat(estimate.weakHits()).as(estimate.toString())
				.isCloseTo(larger.weakHits(), within(LOOK_UPS / 25L));
		}
	}

	@Test
	void theNumbersOfThePresentSizeAreThoseCounted() {
		WeakCache<Integer, Object> cache = lookUpAll(cache(16), 160);
		WeakCacheStatistics counts = cache.statistics();
		assertThat(counts.weakHits()).isPositive();
		assertThat(estimates(cache)).first().isEqualTo(new SizeEstimate(16, counts.hits(), counts.weakHits()));
	}

	@Test
	void aValueThatWasCollectedTooEarlyIsAHitOfALargerTier() {
		WeakCache<Integer, Object> cache = cache(4);
		for (int round = 0; round < 10; round++) {
			for (int key = 0; key < 24; key++) {
				cache.get(key, (same) -> new Object());
				collect(cache, key);
			}
		}
		assertThat(cache.statistics().hits()).isZero();
		assertThat(estimates(cache)).last().isEqualTo(new SizeEstimate(32, 9 * 24, 0));
	}

	@Test
	void aValueThatWasFoundWeaklyIsRetainedByALargerTier() {
		WeakCache<Integer, Object> cache = cache(4);
		for (int i = 0; i < 200; i++) {
			cache.get(i % 20, (same) -> this);
			CacheFixture.evict(cache);
		}
		assertThat(estimates(cache)).first().isEqualTo(new SizeEstimate(4, 180, 180));
		assertThat(estimates(cache)).last().isEqualTo(new SizeEstimate(32, 180, 0));
	}

	@Test
	void aValueThatIsPutIsNoHitOfAnySize() {
		WeakCache<Integer, Object> cache = cache(4);
		for (int i = 0; i < 100; i++) {
			cache.getIfPresent(1_000 + i);
			cache.put(i % 3, new Object());
			collect(cache, i % 3);
		}
		assertThatNoSizeHasHits(cache);
	}

	@ParameterizedTest
	@MethodSource
	void aValueThatIsRemovedIsNoHitOfAnySize(BiConsumer<WeakCache<Integer, Object>, Integer> removal) {
		WeakCache<Integer, Object> cache = cache(4);
		for (int i = 0; i < 200; i++) {
			cache.get(i % 8, (key) -> new Object());
			if (i % 2 == 0) {
				collect(cache, i % 8);
			}
			removal.accept(cache, i % 8);
		}
		assertThatNoSizeHasHits(cache);
	}

	static Stream<BiConsumer<WeakCache<Integer, Object>, Integer>> aValueThatIsRemovedIsNoHitOfAnySize() {
		return Stream.of(WeakCache::invalidate, (cache, key) -> cache.invalidateAll(),
				(cache, key) -> cache.asMap().remove(key),
				(cache, key) -> cache.asMap().compute(key, (same, old) -> null), (cache, key) -> {
					cache.put(key, cache);
					cache.asMap().remove(key, cache);
				}, (cache, key) -> {
					cache.put(key, cache);
					cache.asMap().keySet().remove(key);
				});
	}

	@Test
	void aValueThatWasCollectedBeforeItExpiredIsNoHitOfAnySize() {
		AtomicLong time = new AtomicLong();
		WeakCache<Integer, Object> cache = this.caches.cache((builder) -> builder.retain((tier) -> tier.maximumSize(4))
			.ticker(time::get)
			.expireAfterWrite(Duration.ofMinutes(1)));
		for (int i = 0; i < 100; i++) {
			cache.get(1, (key) -> new Object());
			collect(cache, 1);
			time.addAndGet(Duration.ofMinutes(2).toNanos());
		}
		assertThatNoSizeHasHits(cache);
	}

	@Test
	void aLargerTierReleasesAnEntryAfterTheSameTime() {
		AtomicLong time = new AtomicLong();
		StrongTier tier = new StrongTier(new RetainSpec().maximumSize(4).expireAfterAccess(Duration.ofMinutes(1)),
				time::get, false, true, null);
		ReferenceMap<Integer, Object> map = ReferenceMap
			.<Integer, Object>builder(References.WEAK_VALUES, KeyEquality.EQUALS)
			.retainer(tier)
			.build();
		map.put(1, this);
		for (int second = 0; second < 70; second++) {
			time.addAndGet(Duration.ofSeconds(1).toNanos());
			tier.maintain();
		}
		LongAdder weakHits = new LongAdder();
		map.use(1, weakHits);
		assertThat(weakHits.sum()).isOne();
		assertThat(tier.miniatures().estimates(new WeakCacheStatistics(100, 1, 0, 0, 0, 0, 0, 0, 0, 0)))
			.extracting(SizeEstimate::weakHits)
			.containsOnly(1L);
	}

	/** Without misses no tick ends, so the policy is told of few uses. */
	@Test
	void hitsOfWhichThePolicyIsNotToldAreHitsOfEachSize() {
		WeakCache<Integer, Object> cache = cache(200);
		for (int i = 0; i < 100_000; i++) {
			cache.get(i % 190, (same) -> this);
		}
		assertThat(estimates(cache)).extracting(SizeEstimate::hits).containsOnly(100_000L - 190);
	}

	@ParameterizedTest
	@CsvSource({ "1, 100", "32, 100", "33, 200", "1024, 3200", "1025, 6400" })
	void thereAreNoEstimatesBeforeEnoughLookUps(int size, int enough) {
		WeakCache<Integer, Object> cache = cache(size);
		for (int i = 0; i < enough; i++) {
			assertThat(estimates(cache)).isEmpty();
			cache.get(i, (same) -> this);
		}
		assertThat(estimates(cache)).isNotEmpty();
	}

	@ParameterizedTest
	@MethodSource
	void thereAreNoEstimates(Consumer<WeakCacheBuilder<Integer, Object>> settings) {
		assertThat(estimates(lookUpAll(this.caches.cache(settings), 100))).isEmpty();
	}

	static Stream<Consumer<WeakCacheBuilder<Integer, Object>>> thereAreNoEstimates() {
		return Stream.of((builder) -> {
		}, (builder) -> builder.retain((tier) -> tier.expireAfterAccess(Duration.ofMinutes(1))),
				(builder) -> builder.backing(new MapBacking<>(), (spec) -> spec.maxStaleness(Duration.ofHours(1)))
					.retain((tier) -> tier.maximumSize(4)),
				(builder) -> builder.statistics(false).retain((tier) -> tier.maximumSize(4)),
				(builder) -> builder.retain((tier) -> tier.maximumSize(4).expireAfterAccess(Duration.ofSeconds(1))));
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 33 })
	void smallTiersHaveEstimates(long size) {
		WeakCache<Integer, Object> cache = this.caches
			.cache((builder) -> builder.retain((tier) -> tier.maximumSize(size)));
		assertThat(estimates(lookUpAll(cache, 100))).extracting(SizeEstimate::maximumSize)
			.containsExactly(size, 2 * size, 4 * size, 8 * size);
	}

	@Test
	void aTierWithoutALimitInPracticeHasNoEstimates() {
		WeakCache<Integer, Object> cache = this.caches
			.cache((builder) -> builder.retain((tier) -> tier.maximumSize(Long.MAX_VALUE)));
		assertThat(estimates(lookUpAll(cache, 100))).isEmpty();
	}

	private static void assertThatNoSizeHasHits(WeakCache<?, ?> cache) {
		assertThat(estimates(cache)).isNotEmpty().extracting(SizeEstimate::hits).containsOnly(0L);
	}

	/** Collects a value although it is retained. */
	private static void collect(WeakCache<Integer, Object> cache, int key) {
		CacheFixture.evict(cache);
		CacheFixture.collect(cache, key);
	}

	private WeakCache<Integer, Object> cache(int size) {
		return this.caches.cache((builder) -> builder.retain((tier) -> tier.maximumSize(size)));
	}

	/**
	 * Looks up keys of which few are looked up often. Every value is held.
	 */
	private WeakCache<Integer, Object> lookUpAll(WeakCache<Integer, Object> cache, int keys) {
		Random random = new Random(1);
		for (int i = 0; i < LOOK_UPS; i++) {
			double place = random.nextDouble();
			int key = (int) (keys * place * place);
			if (cache.getIfPresent(key) == null) {
				Object value = new Object();
				cache.put(key, value);
				this.held.add(value);
			}
		}
		return cache;
	}

	private static List<SizeEstimate> estimates(WeakCache<?, ?> cache) {
		return CacheFixture.state(cache).estimates(cache.statistics());
	}

}
