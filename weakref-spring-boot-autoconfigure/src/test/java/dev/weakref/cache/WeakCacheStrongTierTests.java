package dev.weakref.cache;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.References;
import dev.weakref.testsupport.Background;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class WeakCacheStrongTierTests {

	@AutoClose
	private final CacheFixture fixture = new CacheFixture();

	private final WeakCache<String, Object> cache = this.fixture
		.cache((builder) -> builder.retain((tier) -> tier.maximumSize(100)));

	@Test
	void aRetainedValueSurvivesCollections() {
		this.cache.put("key", new Object());
		GarbageCollector.run();
		assertThat(this.cache.contains("key")).isTrue();
	}

	@Test
	void aValueThatLeftTheStrongTierIsCollected() {
		this.cache.put("key", new Object());
		CacheFixture.evict(this.cache);
		GarbageCollector.awaitUntil("the value is collected", () -> !this.cache.contains("key"));
		assertThat(this.cache.getIfPresent("key")).isNull();
	}

	@Test
	void aValueThatLeftTheStrongTierIsFoundAsLongAsItIsHeld() {
		Object value = new Object();
		this.cache.put("key", value);
		CacheFixture.evict(this.cache);
		GarbageCollector.run();
		assertThat(this.cache.getIfPresent("key")).isSameAs(value);
		assertThat(this.cache.statistics().weakHits()).isOne();
	}

	@Test
	void aHitOfARetainedValueIsNotAWeakHit() {
		this.cache.put("key", this);
		this.cache.getIfPresent("key");
		assertThat(this.cache.statistics().hits()).isOne();
		assertThat(this.cache.statistics().weakHits()).isZero();
	}

	@Test
	void aValueThatIsUsedAgainIsRetainedAgain() {
		this.cache.put("key", this);
		CacheFixture.evict(this.cache);
		this.cache.getIfPresent("key");
		assertThat(this.cache.retainedCount()).isOne();
		this.cache.getIfPresent("key");
		assertThat(this.cache.statistics().weakHits()).isOne();
	}

	@Test
	void readingTheMapIsUse() {
		this.cache.put("key", this);
		CacheFixture.evict(this.cache);
		this.cache.asMap().get("key");
		assertThat(this.cache.retainedCount()).isOne();
	}

	@Test
	void askingWhetherThereIsAValueIsNotUse() {
		this.cache.put("key", this);
		CacheFixture.evict(this.cache);
		this.cache.contains("key");
		this.cache.asMap().containsKey("key");
		assertThat(this.cache.retainedCount()).isZero();
	}

	@Test
	void noMoreIsRetainedThanTheMaximum() {
		List<Object> held = new ArrayList<>();
		for (int i = 0; i < 1_000; i++) {
			held.add(new Object());
			this.cache.put("key " + i, held.get(i));
		}
		this.cache.cleanUp();
		assertThat(this.cache.retainedCount()).isLessThanOrEqualTo(100);
		assertThat(this.cache.liveCount()).isEqualTo(1_000);
	}

	@Test
	void aValueIsRetainedForATimeAfterItsLastUse() {
		AtomicLong time = new AtomicLong();
		WeakCache<String, Object> timed = this.fixture
			.cache((builder) -> builder.retain((tier) -> tier.expireAfterAccess(Duration.ofSeconds(10)))
				.ticker(time::get));
		timed.put("key", this);
		time.addAndGet(Duration.ofSeconds(9).toNanos());
		timed.getIfPresent("key");
		time.addAndGet(Duration.ofSeconds(9).toNanos());
		timed.cleanUp();
		assertThat(timed.retainedCount()).isOne();
		time.addAndGet(Duration.ofSeconds(2).toNanos());
		timed.cleanUp();
		assertThat(timed.retainedCount()).isZero();
		assertThat(timed.getIfPresent("key")).isSameAs(this);
	}

	@Test
	void aValueIsRetainedForATimeThatCannotBeMeasured() {
		WeakCache<String, Object> timed = this.fixture
			.cache((builder) -> builder.retain((tier) -> tier.expireAfterAccess(ChronoUnit.FOREVER.getDuration())));
		timed.put("key", this);
		timed.cleanUp();
		assertThat(timed.retainedCount()).isOne();
	}

	@Test
	void aUseOfAValueWhoseTimeIsOverRetainsItAgain() {
		AtomicLong time = new AtomicLong();
		WeakCache<String, Object> timed = this.fixture.cache(
				(builder) -> builder.retain((tier) -> tier.expireAfterAccess(Duration.ofMinutes(5))).ticker(time::get));
		timed.put("key", this);
		time.addAndGet(Duration.ofMinutes(6).toNanos());
		assertThat(timed.getIfPresent("key")).isSameAs(this);
		assertThat(timed.retainedCount()).isOne();
		time.addAndGet(Duration.ofMinutes(6).toNanos());
		timed.asMap().compute("key", (key, value) -> value);
		assertThat(timed.retainedCount()).isOne();
		timed.invalidateAll();
		timed.cleanUp();
		assertThat(timed.retainedCount()).isZero();
	}

	@Test
	void aKeyThatIsOnlyRetainedSurvivesTheExchangeOfItsValue() {
		for (References references : List.of(References.WEAK_KEYS, References.WEAK_KEYS_AND_VALUES)) {
			WeakCache<String, Object> weakKeys = this.fixture
				.cache((builder) -> builder.references(references).retain((tier) -> tier.maximumSize(10)));
			putUnderNewKey(weakKeys);
			weakKeys.put("key", this.fixture);
			GarbageCollector.run();
			assertThat(weakKeys.getIfPresent("key")).isSameAs(this.fixture);
			assertThat(weakKeys.statistics().weakHits()).isZero();
		}
	}

	@Test
	void anInvalidatedValueIsNotRetained() {
		WeakReference<?> value = put("key");
		this.cache.invalidate("key");
		GarbageCollector.awaitCollected(value);
		assertThat(this.cache.retainedCount()).isZero();
	}

	@Test
	void valuesAreNotRetainedAfterAllWereInvalidated() {
		WeakReference<?> value = put("key");
		this.cache.invalidateAll();
		GarbageCollector.awaitCollected(value);
		assertThat(this.cache.retainedCount()).isZero();
	}

	@Test
	void aReplacedValueIsNotRetained() {
		WeakReference<?> value = put("key");
		this.cache.put("key", this);
		GarbageCollector.awaitCollected(value);
		assertThat(this.cache.retainedCount()).isOne();
	}

	@Test
	void aValueRemovedThroughTheMapIsNotRetained() {
		put("a");
		put("b");
		put("c");
		put("d");
		put("e");
		put("f");
		put("g");
		this.cache.asMap().remove("a");
		this.cache.asMap().remove("b", this.cache.asMap().get("b"));
		this.cache.asMap().keySet().remove("c");
		this.cache.asMap().values().remove(this.cache.asMap().get("d"));
		this.cache.asMap().entrySet().removeIf((entry) -> entry.getKey().equals("e"));
		this.cache.asMap().compute("f", (key, value) -> null);
		Iterator<String> keys = this.cache.asMap().keySet().iterator();
		keys.next();
		keys.remove();
		assertThat(this.cache.asMap()).isEmpty();
		assertThat(this.cache.retainedCount()).isZero();
	}

	@Test
	void aValueReplacedThroughTheMapIsRetained() {
		put("a");
		put("b");
		put("c");
		put("d");
		this.cache.asMap().put("a", this);
		this.cache.asMap().replace("b", this);
		this.cache.asMap().compute("c", (key, value) -> this);
		this.cache.asMap()
			.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().equals("d"))
			.findAny()
			.ifPresent((entry) -> entry.setValue(this));
		this.cache.asMap().merge("e", this, (a, b) -> b);
		this.cache.asMap().computeIfAbsent("f", (key) -> this);
		assertThat(this.cache.retainedCount()).isEqualTo(6);
		assertThat(this.cache.asMap().values()).containsOnly(this);
	}

	@Test
	void aValueThatIsComputedAgainIsRetainedAsLongAsItIsFresh() {
		AtomicLong time = new AtomicLong();
		WeakCache<String, Object> cache = this.fixture.cache((builder) -> builder.retain((tier) -> tier.maximumSize(10))
			.expireAfterWrite(Duration.ofSeconds(10))
			.ticker(time::get));
		cache.put("key", this);
		time.addAndGet(Duration.ofSeconds(6).toNanos());
		cache.asMap().compute("key", (key, value) -> value);
		time.addAndGet(Duration.ofSeconds(6).toNanos());
		cache.cleanUp();
		assertThat(cache.getIfPresent("key")).isSameAs(this);
		assertThat(cache.statistics().weakHits()).isZero();
	}

	@Test
	void aLoadThatWasInvalidatedIsNotRetained() {
		this.cache.get("key", (key) -> {
			this.cache.invalidate(key);
			return new Object();
		});
		assertThat(this.cache.retainedCount()).isZero();
	}

	@Test
	void weakKeyDoesNotGoWhileItsValueIsRetained() {
		WeakCache<String, Object> weakKeys = this.fixture
			.cache((builder) -> builder.references(References.WEAK_KEYS).retain((tier) -> tier.maximumSize(10)));
		weakKeys.put(new String("key"), this);
		GarbageCollector.run();
		assertThat(weakKeys.contains("key")).isTrue();
	}

	@Test
	void weakKeyDoesNotGoWhileItsValueIsRetainedForAnEqualOne() {
		WeakCache<String, Object> weakKeys = this.fixture
			.cache((builder) -> builder.references(References.WEAK_KEYS).retain((tier) -> tier.maximumSize(10)));
		WeakReference<String> key = putUnderNewKey(weakKeys);
		CacheFixture.evict(weakKeys);
		assertThat(weakKeys.getIfPresent("key")).isSameAs(this);
		GarbageCollector.run();
		assertThat(weakKeys.contains("key")).isTrue();
		assertThat(key.get()).isEqualTo("key");
	}

	@Test
	void weakKeyGoesWhenItsValueHasLeftTheStrongTier() {
		WeakCache<String, Object> weakKeys = this.fixture
			.cache((builder) -> builder.references(References.WEAK_KEYS).retain((tier) -> tier.maximumSize(10)));
		WeakReference<String> key = putUnderNewKey(weakKeys);
		CacheFixture.evict(weakKeys);
		GarbageCollector.awaitCollected(key);
		assertThat(weakKeys.contains("key")).isFalse();
	}

	@Test
	void equalKeysAreRetainedApartWhereKeysCompareByIdentity() {
		WeakCache<String, Object> byIdentity = this.fixture
			.cache((builder) -> builder.keyEquality(KeyEquality.IDENTITY).retain((tier) -> tier.maximumSize(10)));
		String one = new String("key");
		String two = new String("key");
		byIdentity.put(one, this);
		byIdentity.put(two, this.fixture);
		assertThat(byIdentity.retainedCount()).isEqualTo(2);
		byIdentity.invalidate(one);
		assertThat(byIdentity.retainedCount()).isOne();
	}

	@Test
	void theStrongTierHoldsEntriesOfTheIndexAfterConcurrentWrites() {
		for (int round = 0; round < 300; round++) {
			String key = "key " + (round % 3);
			List<Background<Boolean>> writers = List.of(write(key), write(key), invalidate(key));
			writers.forEach(Background::result);
			Object present = this.cache.asMap().get(key);
			long expected = this.cache.liveCount();
			this.cache.cleanUp();
			assertThat(this.cache.retainedCount()).isEqualTo(expected);
			assertThat(this.cache.getIfPresent(key)).isSameAs(present);
		}
		assertThat(this.cache.statistics().weakHits()).isZero();
	}

	private Background<Boolean> write(String key) {
		return Background.run(() -> {
			for (int i = 0; i < 20; i++) {
				this.cache.put(key, new Object());
			}
		});
	}

	private Background<Boolean> invalidate(String key) {
		return Background.run(() -> {
			for (int i = 0; i < 20; i++) {
				this.cache.invalidate(key);
			}
		});
	}

	private WeakReference<?> put(String key) {
		Object value = new Object();
		this.cache.put(key, value);
		return new WeakReference<>(value);
	}

	private WeakReference<String> putUnderNewKey(WeakCache<String, Object> weakKeys) {
		String key = new String("key");
		weakKeys.put(key, this);
		return new WeakReference<>(key);
	}

}
