package dev.weakref.cache;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.weakref.collection.KeyEquality;
import dev.weakref.singleflight.RecursiveComputationException;
import dev.weakref.testsupport.Background;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Timeout(60)
class WeakCacheLoadingTests {

	@AutoClose
	private final CacheFixture fixture = new CacheFixture();

	private final WeakCache<String, Object> cache = this.fixture.cache();

	private final Object loaded = new Object();

	private final Object put = new Object();

	private final CountDownLatch begun = new CountDownLatch(1);

	private final CountDownLatch mayEnd = new CountDownLatch(1);

	@Test
	void anAbsentValueIsLoadedAndKept() {
		assertThat(this.cache.get("key", (key) -> this.loaded)).isSameAs(this.loaded);
		assertThat(this.cache.getIfPresent("key")).isSameAs(this.loaded);
	}

	@Test
	void aPresentValueIsNotLoaded() {
		this.cache.put("key", this.put);
		assertThat(this.cache.get("key", (key) -> this.loaded)).isSameAs(this.put);
		assertThat(this.cache.statistics().loads()).isZero();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void aValueThatIsStoredBetweenTheLookAndTheClaimIsNotLoaded(boolean background) throws Exception {
		WeakCache<Object, Object> other = this.fixture.cache();
		// The key is hashed for the look, then for the claim
		Object key = new HookedKey(2, () -> other.put(new HookedKey(0, () -> {
		}), this.put));
		Object value = background
				? other.getAsync(key, (absent) -> CompletableFuture.completedFuture(this.loaded)).get()
				: other.get(key, (absent) -> this.loaded);
		assertThat(value).isSameAs(this.put);
		assertThat(other.statistics().loads()).isZero();
	}

	@Test
	void aCollectedValueIsLoadedAgain() {
		this.cache.put("key", this.put);
		CacheFixture.collect(this.cache, "key");
		assertThat(this.cache.get("key", (key) -> this.loaded)).isSameAs(this.loaded);
	}

	@Test
	void manyThreadsShareOneLoad() {
		AtomicInteger loads = new AtomicInteger();
		List<Background<Object>> threads = IntStream.range(0, 8)
			.mapToObj((i) -> Background.<Object>start(() -> this.cache.get("key", (key) -> {
				loads.incrementAndGet();
				Background.awaitLatch(this.mayEnd);
				return this.loaded;
			})))
			.toList();
		threads.forEach(Background::awaitWaiting);
		this.mayEnd.countDown();
		assertThat(threads).extracting(Background::result).containsOnly(this.loaded);
		assertThat(loads).hasValue(1);
		assertThat(this.cache.statistics().loads()).isOne();
		assertThat(this.cache.statistics().puts()).isOne();
	}

	@Test
	void threadsThatWaitShareTheFailure() {
		IllegalStateException failure = new IllegalStateException("no such image");
		Background<Object> owner = Background.start(() -> this.cache.get("key", (key) -> {
			this.begun.countDown();
			Background.awaitLatch(this.mayEnd);
			throw failure;
		}));
		Background.awaitLatch(this.begun);
		Background<Object> waiting = Background.<Object>start(() -> this.cache.get("key", (key) -> this.loaded))
			.awaitWaiting();
		this.mayEnd.countDown();
		assertThat(owner.failure()).isSameAs(failure);
		assertThat(waiting.failure()).isSameAs(failure);
		assertThat(this.cache.statistics().loadFailures()).isOne();
	}

	@Test
	void aFailedLoadLeavesNothingBehind() {
		assertThatIllegalStateException().isThrownBy(() -> this.cache.get("key", (key) -> {
			throw new IllegalStateException();
		}));
		assertThat(this.cache.contains("key")).isFalse();
		assertThat(this.cache.estimatedSize()).isZero();
		assertThat(this.cache.get("key", (key) -> this.loaded)).isSameAs(this.loaded);
	}

	@Test
	void anErrorOfALoaderIsThrownAsItIs() {
		StackOverflowError failure = new StackOverflowError();
		assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> this.cache.get("key", (key) -> {
			throw failure;
		})).isSameAs(failure);
		assertThat(this.cache.get("key", (key) -> this.loaded)).isSameAs(this.loaded);
	}

	@Test
	void aCheckedExceptionOfALoaderIsThrownAsItIs() {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.cache.get("key", (key) -> {
			throw WeakCacheLoadingTests.<RuntimeException>sneak(new IOException("no such file"));
		})).withMessage("no such file");
	}

	@Test
	void aLoaderThatReturnsNullIsRefused() {
		assertThatExceptionOfType(NullLoadException.class).isThrownBy(() -> this.cache.get("key", (key) -> null))
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("key"))
			.satisfies((ex) -> assertThat(ex.cacheName()).isEqualTo("images"))
			.withMessageContaining("weak cache 'images' returned null for a key of type java.lang.String");
		assertThat(this.cache.estimatedSize()).isZero();
		assertThat(this.cache.statistics().loadFailures()).isOne();
	}

	@Test
	void aValueThatIsPutDuringALoadWins() {
		HeldLoad load = new HeldLoad(this.cache, "key");
		this.cache.put("key", this.put);
		assertThat(load.end(this.loaded)).isSameAs(this.put);
		assertThat(this.cache.getIfPresent("key")).isSameAs(this.put);
	}

	@Test
	void anInterruptDoesNotEndTheWaitForALoadButIsStillSetAfterIt() {
		HeldLoad load = new HeldLoad(this.cache, "key");
		Background<Object> waiting = Background.<Object>start(() -> {
			Thread.currentThread().interrupt();
			Object value = this.cache.get("key", (key) -> this.put);
			return Thread.interrupted() ? value : "not interrupted";
		}).awaitWaiting();
		assertThat(load.end(this.loaded)).isSameAs(this.loaded);
		assertThat(waiting.result()).isSameAs(this.loaded);
	}

	@Test
	void theMapJoinsALoadOfTheCache() {
		HeldLoad load = new HeldLoad(this.cache, "key");
		Background<Object> waiting = Background
			.<Object>start(() -> this.cache.asMap().computeIfAbsent("key", (key) -> this.put))
			.awaitWaiting();
		assertThat(load.end(this.loaded)).isSameAs(this.loaded);
		assertThat(waiting.result()).isSameAs(this.loaded);
	}

	@Test
	void theCacheJoinsALoadOfTheMap() {
		HeldLoad load = new HeldLoad((loader) -> this.cache.asMap().computeIfAbsent("key", loader));
		Background<Object> waiting = Background.<Object>start(() -> this.cache.get("key", (key) -> this.put))
			.awaitWaiting();
		assertThat(load.end(this.loaded)).isSameAs(this.loaded);
		assertThat(waiting.result()).isSameAs(this.loaded);
		assertThat(this.cache.statistics().loads()).isOne();
	}

	@Test
	void theMapTakesNullForAnAnswerButNotForThatOfOthers() {
		HeldLoad load = new HeldLoad((loader) -> this.cache.asMap().computeIfAbsent("key", loader));
		Background<Object> other = Background
			.<Object>start(() -> this.cache.asMap().computeIfAbsent("key", (key) -> this.put))
			.awaitWaiting();
		assertThat(load.end(null)).isNull();
		assertThat(other.result()).isSameAs(this.put);
		assertThat(this.cache.getIfPresent("key")).isSameAs(this.put);
		assertThat(this.cache.statistics().loadFailures()).isOne();
	}

	@Test
	void aWaitForALoadOfTheMapThatGivesNullFails() {
		HeldLoad load = new HeldLoad((loader) -> this.cache.asMap().computeIfAbsent("key", loader));
		Background<Object> waiting = Background.<Object>start(() -> this.cache.get("key", (key) -> this.put))
			.awaitWaiting();
		assertThat(load.end(null)).isNull();
		assertThat(waiting.failure()).isInstanceOf(NullLoadException.class);
	}

	@Test
	void aNullOfAnotherLoadIsNoAnswer() {
		assertThatExceptionOfType(NullLoadException.class)
			.isThrownBy(() -> this.cache.asMap().computeIfAbsent("key", (key) -> this.cache.get("other", (k) -> null)))
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("other"));
	}

	@Test
	void byIdentityANullOfAnEqualKeyIsNoAnswer() {
		WeakCache<String, Object> identity = WeakCache.<String, Object>builder("identity", this.fixture.reaper)
			.keyEquality(KeyEquality.IDENTITY)
			.build();
		String one = new String("key");
		String other = new String("key");
		assertThatExceptionOfType(NullLoadException.class)
			.isThrownBy(() -> identity.asMap().computeIfAbsent(one, (key) -> identity.get(other, (k) -> null)));
	}

	@Test
	void loadsAndComputationsThatWaitForEachOtherAreToldSo() {
		ConcurrentMap<String, Object> map = this.cache.asMap();
		CountDownLatch both = new CountDownLatch(2);
		Background<Object> one = Background.start(() -> map.compute("one", (key, present) -> {
			meet(both);
			return map.computeIfAbsent("two", (k) -> this.put);
		}));
		Background<Object> two = Background.start(() -> map.computeIfAbsent("two", (key) -> {
			meet(both);
			return map.compute("one", (k, present) -> this.put);
		}));
		assertThat(Stream.of(one, two).map(Background::failure))
			.hasAtLeastOneElementOfType(RecursiveComputationException.class);
	}

	@Test
	void otherComputeMethodsOfTheMapDoNotJoinALoad() {
		HeldLoad load = new HeldLoad(this.cache, "key");
		assertThat(this.cache.asMap().compute("key", (key, present) -> this.put)).isSameAs(this.put);
		assertThat(load.isDone()).isFalse();
		assertThat(load.end(this.loaded)).isSameAs(this.put);
	}

	@Test
	void aLoadOfAnotherKeyDoesNotWait() {
		HeldLoad load = new HeldLoad(this.cache, "key");
		assertThat(this.cache.get("other", (key) -> this.put)).isSameAs(this.put);
		assertThat(load.isDone()).isFalse();
		assertThat(load.end(this.loaded)).isSameAs(this.loaded);
	}

	@Test
	void aLoaderMayAskForOtherKeys() {
		assertThat(this.cache.get("key", (key) -> this.cache.get("other", (other) -> this.loaded)))
			.isSameAs(this.loaded);
		assertThat(this.cache.asMap()).containsOnlyKeys("key", "other");
	}

	@Test
	void aLoaderThatAsksForItsOwnKeyIsToldSo() {
		assertThatExceptionOfType(RecursiveComputationException.class)
			.isThrownBy(() -> this.cache.get("key", (key) -> this.cache.get("key", (again) -> this.loaded)));
		assertThat(this.cache.estimatedSize()).isZero();
	}

	@Test
	void loadersOfTwoCachesThatAskForEachOtherAreToldSo() {
		WeakCaches caches = new WeakCaches(this.fixture.reaper, (builder) -> {
		});
		WeakCache<String, Object> first = caches.create("first");
		WeakCache<String, Object> second = caches.create("second");
		CountDownLatch both = new CountDownLatch(2);
		Background<Object> one = Background.start(() -> crosswise(first, second, both));
		Background<Object> two = Background.start(() -> crosswise(second, first, both));
		assertThat(Stream.of(one, two).map(Background::failure))
			.hasAtLeastOneElementOfType(RecursiveComputationException.class);
	}

	@Test
	void theTimeOfLoadsIsCounted() {
		this.cache.get("key", (key) -> this.loaded);
		assertThat(this.cache.statistics().loadNanos()).isPositive();
	}

	private Object crosswise(WeakCache<String, Object> own, WeakCache<String, Object> others, CountDownLatch both) {
		return own.get("key", (key) -> {
			both.countDown();
			Background.awaitLatch(both);
			return others.get("key", (other) -> this.loaded);
		});
	}

	private static void meet(CountDownLatch latch) {
		latch.countDown();
		Background.awaitLatch(latch);
	}

	@SuppressWarnings("unchecked")
	private static <T extends Throwable> T sneak(Throwable failure) throws T {
		throw (T) failure;
	}

	/**
	 * A key that is equal to the others of its type, and does something when it is hashed
	 * for the given time.
	 */
	private static final class HookedKey {

		private final int time;

		private final Runnable hook;

		private int hashed;

		HookedKey(int time, Runnable hook) {
			this.time = time;
			this.hook = hook;
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof HookedKey;
		}

		@Override
		public int hashCode() {
			this.hashed++;
			if (this.hashed == this.time) {
				this.hook.run();
			}
			return 1;
		}

	}

}
