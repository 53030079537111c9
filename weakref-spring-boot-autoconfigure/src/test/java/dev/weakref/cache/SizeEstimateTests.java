package dev.weakref.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.References;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
	@ValueSource(ints = { 16, 2_000 })
	void anEstimateIsCloseToTheHitsOfATierOfThatSize(int size) {
		int keys = 10 * size;
		List<SizeEstimate> estimates = estimates(lookUpAll(cache(size), keys));
		assertThat(estimates).extracting(SizeEstimate::maximumSize)
			.containsExactly(size / 2L, (long) size, 2L * size, 4L * size, 8L * size);
		for (SizeEstimate estimate : estimates) {
			long hits = retainedHits(lookUpAll(cache((int) estimate.maximumSize()), keys));
			assertThat(estimate.hits()).as(estimate.toString()).isCloseTo(hits, within(LOOK_UPS / 25L));
		}
	}

	@Test
	void theHitsOfThePresentSizeAreThoseCounted() {
		WeakCache<Integer, Object> cache = lookUpAll(cache(16), 160);
		assertThat(estimates(cache)).contains(new SizeEstimate(16, retainedHits(cache)));
	}

	@Test
	void aValueThatCameTooLateIsAHitOfALargerTier() {
		WeakCache<Integer, Object> cache = cache(4);
		for (int round = 0; round < 10; round++) {
			for (int key = 0; key < 24; key++) {
				cache.get(key, (same) -> new Object());
				CacheFixture.evict(cache);
				CacheFixture.collect(cache, key);
			}
		}
		assertThat(cache.statistics().hits()).isZero();
		assertThat(estimates(cache).get(4)).isEqualTo(new SizeEstimate(32, 9 * 24));
		assertThat(estimates(cache).get(0).hits()).isZero();
	}

	@Test
	void aValueThatIsReplacedOrRemovedIsNoHitOfAnySize() {
		WeakCache<Integer, Object> cache = cache(4);
		for (int i = 0; i < 100; i++) {
			cache.put(i % 3, this);
			if (i % 2 == 0) {
				CacheFixture.evict(cache);
			}
			cache.put(i % 3, new Object());
			cache.invalidate(i % 3);
			cache.get(i % 3, (key) -> this);
			CacheFixture.evict(cache);
			cache.invalidate(i % 3);
		}
		assertThat(estimates(cache)).extracting(SizeEstimate::hits).containsOnly(0L);
	}

	@Test
	void aValueThatHasExpiredIsNoHitOfAnySize() {
		AtomicLong time = new AtomicLong();
		WeakCache<Integer, Object> cache = this.caches.cache((builder) -> builder.retain((tier) -> tier.maximumSize(4))
			.ticker(time::get)
			.expireAfterWrite(Duration.ofMinutes(1)));
		for (int i = 0; i < 100; i++) {
			cache.get(1, (key) -> this);
			CacheFixture.evict(cache);
			time.addAndGet(Duration.ofMinutes(2).toNanos());
		}
		assertThat(estimates(cache)).extracting(SizeEstimate::hits).containsOnly(0L);
	}

	@Test
	void aTierOfAnotherSizeReleasesAnEntryAfterTheSameTime() {
		AtomicLong time = new AtomicLong();
		StrongTier tier = new StrongTier(new RetainSpec().maximumSize(4).expireAfterAccess(Duration.ofMinutes(1)),
				time::get, false, true);
		ReferenceMap<Integer, Object> map = ReferenceMap
			.<Integer, Object>builder(References.WEAK_VALUES, KeyEquality.EQUALS)
			.retainer(tier)
			.build();
		map.put(1, this);
		for (int second = 0; second < 70; second++) {
			time.addAndGet(Duration.ofSeconds(1).toNanos());
			tier.maintain();
		}
		map.use(1, null);
		assertThat(tier.estimates(0, 100)).extracting(SizeEstimate::hits).containsOnly(0L);
	}

	@ParameterizedTest
	@MethodSource
	void thereAreNoEstimates(Consumer<WeakCacheBuilder<Integer, Object>> settings) {
		assertThat(estimates(lookUpAll(this.caches.cache(settings), 100))).isEmpty();
	}

	static Stream<Consumer<WeakCacheBuilder<Integer, Object>>> thereAreNoEstimates() {
		return Stream.of((builder) -> {
		}, (builder) -> builder.retain((tier) -> tier.expireAfterAccess(Duration.ofMinutes(1))),
				(builder) -> builder.statistics(false).retain((tier) -> tier.maximumSize(4)),
				(builder) -> builder.retain((tier) -> tier.maximumSize(4).expireAfterAccess(Duration.ofSeconds(1))));
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 33, Long.MAX_VALUE })
	void everyMaximumSizeHasEstimates(long size) {
		WeakCache<Integer, Object> cache = this.caches
			.cache((builder) -> builder.retain((tier) -> tier.maximumSize(size)));
		lookUpAll(cache, 100);
		assertThat(estimates(cache)).contains(new SizeEstimate(size, retainedHits(cache)))
			.isSortedAccordingTo((one, other) -> Long.compare(one.maximumSize(), other.maximumSize()));
	}

	private WeakCache<Integer, Object> cache(int size) {
		return this.caches.cache((builder) -> builder.retain((tier) -> tier.maximumSize(size)));
	}

	/**
	 * Looks up keys of which few are looked up often. Others hold one in two values.
	 */
	private WeakCache<Integer, Object> lookUpAll(WeakCache<Integer, Object> cache, int keys) {
		Random random = new Random(1);
		for (int i = 0; i < LOOK_UPS; i++) {
			double place = random.nextDouble();
			int key = (int) (keys * place * place);
			if (cache.getIfPresent(key) == null) {
				Object value = new Object();
				cache.put(key, value);
				if (i % 2 == 0) {
					this.held.add(value);
				}
			}
		}
		return cache;
	}

	private static long retainedHits(WeakCache<?, ?> cache) {
		return cache.statistics().hits() - cache.statistics().weakHits();
	}

	private static List<SizeEstimate> estimates(WeakCache<?, ?> cache) {
		return CacheFixture.state(cache).estimatedHits();
	}

}
