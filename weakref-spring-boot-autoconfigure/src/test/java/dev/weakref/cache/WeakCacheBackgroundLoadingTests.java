package dev.weakref.cache;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import dev.weakref.singleflight.RecursiveComputationException;
import dev.weakref.testsupport.Background;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WeakCache#getAsync}.
 */
@Timeout(60)
class WeakCacheBackgroundLoadingTests {

	@AutoClose
	private final CacheFixture fixture = new CacheFixture();

	private final WeakCache<String, Object> cache = this.fixture.cache();

	private final Object loaded = new Object();

	private final Object put = new Object();

	private final CompletableFuture<Object> load = new CompletableFuture<>();

	@Test
	void anAbsentValueIsLoadedAndKept() {
		CompletableFuture<Object> result = begin();
		assertThat(result).isNotDone();
		assertThat(this.cache.contains("key")).isFalse();
		this.load.complete(this.loaded);
		assertThat(result).isCompletedWithValue(this.loaded);
		assertThat(this.cache.getIfPresent("key")).isSameAs(this.loaded);
		assertThat(this.cache.statistics().loads()).isOne();
	}

	@Test
	void aLoadUnderWayDoesNotHoldTheCache() {
		GarbageCollector.awaitCollected(cacheThatLoads());
		assertThat(this.load).isNotDone();
	}

	private WeakReference<WeakCache<String, Object>> cacheThatLoads() {
		WeakCache<String, Object> dropped = this.fixture.cache();
		dropped.getAsync("key", (key) -> this.load);
		return new WeakReference<>(dropped);
	}

	@Test
	void aPresentValueIsNotLoaded() {
		this.cache.put("key", this.put);
		assertThat(begin()).isCompletedWithValue(this.put);
		assertThat(this.cache.statistics().hits()).isOne();
	}

	@Test
	void allWhoAskMeanwhileShareOneLoad() {
		AtomicInteger loads = new AtomicInteger();
		CompletableFuture<Object> one = this.cache.getAsync("key", (key) -> count(loads));
		CompletableFuture<Object> two = this.cache.getAsync("key", (key) -> count(loads));
		assertThat(two).isNotSameAs(one);
		this.load.complete(this.loaded);
		assertThat(one).isCompletedWithValue(this.loaded);
		assertThat(two).isCompletedWithValue(this.loaded);
		assertThat(loads).hasValue(1);
	}

	@Test
	void aThreadThatNeedsTheValueWaitsForTheLoad() {
		begin();
		Background<Object> thread = Background.<Object>start(() -> this.cache.get("key", (key) -> this.put))
			.awaitWaiting();
		this.load.complete(this.loaded);
		assertThat(thread.result()).isSameAs(this.loaded);
	}

	@Test
	void aLoadOfAThreadIsSharedWithoutWaiting() {
		CompletableFuture<Object> mayEnd = new CompletableFuture<>();
		CompletableFuture<Boolean> begun = new CompletableFuture<>();
		Background<Object> thread = Background.start(() -> this.cache.get("key", (key) -> {
			begun.complete(true);
			return mayEnd.join();
		}));
		begun.join();
		CompletableFuture<Object> result = begin();
		assertThat(result).isNotDone();
		mayEnd.complete(this.loaded);
		assertThat(thread.result()).isSameAs(this.loaded);
		assertThat(result.join()).isSameAs(this.loaded);
	}

	@Test
	void aCancelledFutureDisturbsNoOther() {
		CompletableFuture<Object> one = begin();
		CompletableFuture<Object> two = begin();
		one.cancel(true);
		this.load.complete(this.loaded);
		assertThat(two).isCompletedWithValue(this.loaded);
		assertThat(this.cache.contains("key")).isTrue();
	}

	@Test
	void failureReachesAllAndLeavesNothingBehind() {
		CompletableFuture<Object> one = begin();
		CompletableFuture<Object> two = begin();
		IOException failure = new IOException("no such image");
		this.load.completeExceptionally(failure);
		assertThat(failureOf(one)).isSameAs(failure);
		assertThat(failureOf(two)).isSameAs(failure);
		assertThat(this.cache.statistics().loadFailures()).isOne();
		assertThat(this.cache.get("key", (key) -> this.put)).isSameAs(this.put);
	}

	@Test
	void failureIsNotWrappedByTheStagesItHasPassed() {
		IOException failure = new IOException("no such image");
		CompletableFuture<Object> result = this.cache.getAsync("key", (key) -> this.load.thenApply((value) -> value));
		this.load.completeExceptionally(failure);
		assertThat(failureOf(result)).isSameAs(failure);
	}

	@Test
	void aLoaderThatThrowsFailsTheFuture() {
		IllegalStateException failure = new IllegalStateException("on purpose");
		assertThat(failureOf(this.cache.getAsync("key", (key) -> {
			throw failure;
		}))).isSameAs(failure);
		assertThat(this.cache.get("key", (key) -> this.put)).isSameAs(this.put);
	}

	@Test
	void nothingLoadedIsAFailure() {
		CompletableFuture<Object> result = begin();
		this.load.complete(null);
		assertThat(failureOf(result)).isInstanceOf(NullLoadException.class);
		assertThat(failureOf(this.cache.getAsync("key", (key) -> null))).isInstanceOf(NullLoadException.class);
	}

	@Test
	void aLoaderThatAsksForItsOwnKeyIsToldSo() {
		CompletableFuture<Object> result = this.cache.getAsync("key",
				(key) -> this.cache.getAsync(key, (again) -> this.load));
		assertThat(failureOf(result)).isInstanceOf(RecursiveComputationException.class);
	}

	@Test
	void aLoadThatIsInvalidatedAnswersButIsNotStored() {
		CompletableFuture<Object> result = begin();
		this.cache.invalidate("key");
		assertThat(this.cache.get("key", (key) -> this.put)).isSameAs(this.put);
		this.load.complete(this.loaded);
		assertThat(result).isCompletedWithValue(this.loaded);
		assertThat(this.cache.getIfPresent("key")).isSameAs(this.put);
	}

	@Test
	void aValueThatIsPutDuringALoadWins() {
		CompletableFuture<Object> result = begin();
		this.cache.put("key", this.put);
		this.load.complete(this.loaded);
		assertThat(result).isCompletedWithValue(this.put);
	}

	@Test
	void theFutureHoldsTheValue() {
		CompletableFuture<Object> result = this.cache.getAsync("key",
				(key) -> CompletableFuture.completedFuture(new Object()));
		GarbageCollector.run();
		assertThat(this.cache.contains("key")).isTrue();
		assertThat(result.join()).isSameAs(this.cache.getIfPresent("key"));
	}

	@Test
	void aLoadThatHasEndedHoldsNothing() {
		this.cache.getAsync("key", (key) -> CompletableFuture.completedFuture(new Object()));
		GarbageCollector.awaitUntil("the value is collected", () -> !this.cache.contains("key"));
	}

	private CompletableFuture<Object> begin() {
		return this.cache.getAsync("key", (key) -> this.load);
	}

	private CompletionStage<Object> count(AtomicInteger loads) {
		loads.incrementAndGet();
		return this.load;
	}

	private static Throwable failureOf(CompletableFuture<?> future) {
		try {
			throw new AssertionError("A failure was expected, not " + future.get());
		}
		catch (ExecutionException ex) {
			return ex.getCause();
		}
		catch (CancellationException | InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

}
