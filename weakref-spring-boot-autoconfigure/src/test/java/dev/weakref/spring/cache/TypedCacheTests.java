package dev.weakref.spring.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import dev.weakref.cache.NullLoadException;
import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;
import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.Background;
import dev.weakref.testsupport.LogRecorder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.cache.Cache.ValueRetrievalException;
import org.springframework.cache.Cache;
import org.springframework.cache.support.AbstractValueAdaptingCache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WeakSpringCache} on a cache whose values have a type, so that nothing
 * may stand for {@code null}.
 */
@Timeout(60)
class TypedCacheTests {

	@AutoClose
	private final Reaper reaper = Reaper.start();

	private final WeakCaches caches = new WeakCaches(this.reaper,
			(cache) -> cache.retain((tier) -> tier.maximumSize(100)));

	private final WeakCache<String, StringBuilder> weak = this.caches.create("texts",
			(cache) -> cache.valueType(StringBuilder.class));

	private final WeakCacheManager manager = new WeakCacheManager(this.caches, this.reaper.suitability());

	private final Cache cache = this.manager.getCache("texts");

	private final StringBuilder text = new StringBuilder("text");

	@Test
	void codeFindsNoNull() {
		this.cache.put("put", null);
		this.cache.putIfAbsent("put if absent", null);
		this.cache.get("loaded", () -> null);
		this.cache.retrieve("retrieved", () -> CompletableFuture.completedFuture(null)).join();
		assertThat(this.weak.asMap()).isEmpty();
		assertThat(this.weak.get("put", (key) -> this.text)).isSameAs(this.text);
	}

	@Test
	void aNullTakesTheValueAway() {
		this.weak.put("key", this.text);
		this.cache.put("key", null);
		assertThat(this.cache.get("key")).isNull();
		assertThat(this.weak.contains("key")).isFalse();
	}

	@Test
	void aNullThatIsPutWhereThereIsAValueGivesTheValue() {
		assertThat(this.cache.putIfAbsent("key", null)).isNull();
		this.weak.put("key", this.text);
		assertThat(this.cache.putIfAbsent("key", null)).extracting(Cache.ValueWrapper::get).isSameAs(this.text);
		assertThat(this.weak.getIfPresent("key")).isSameAs(this.text);
	}

	@Test
	void aNullIsLoadedAgain() {
		AtomicInteger loads = new AtomicInteger();
		for (int i = 1; i <= 2; i++) {
			assertThat(this.cache.<Object>get("key", () -> nothing(loads))).isNull();
			assertThat(loads).hasValue(i);
		}
		assertThat(this.cache.<Object>get("key", () -> this.text)).isSameAs(this.text);
	}

	@Test
	void threadsThatWaitForANullAreGivenIt() {
		CountDownLatch mayEnd = new CountDownLatch(1);
		Background<Object> first = Background.<Object>start(() -> this.cache.get("key", () -> {
			mayEnd.await();
			return null;
		})).awaitWaiting();
		Background<Object> second = Background.<Object>start(() -> this.cache.get("key", () -> this.text))
			.awaitWaiting();
		mayEnd.countDown();
		assertThat(first.result()).isNull();
		assertThat(second.result()).isNull();
	}

	@Test
	void aWaitInTheBackgroundForANullGivesTheNull() {
		CompletableFuture<Object> load = new CompletableFuture<>();
		CompletableFuture<Object> one = this.cache.retrieve("key", () -> load);
		CompletableFuture<Object> two = this.cache.retrieve("key", () -> {
			throw new AssertionError("There is a load already");
		});
		CompletableFuture<StringBuilder> code = this.weak.getAsync("key", (key) -> {
			throw new AssertionError("There is a load already");
		});
		load.complete(null);
		assertThat(one).isCompletedWithValue(null);
		assertThat(two).isCompletedWithValue(null);
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(code::get)
			.withCauseInstanceOf(NullLoadException.class);
		assertThat(this.cache.get("key")).isNull();
	}

	@Test
	void aNullOfAnotherCacheThatALoaderFailsForIsItsFailure() {
		WeakCache<String, StringBuilder> other = this.caches.create("other");
		assertThatExceptionOfType(ValueRetrievalException.class)
			.isThrownBy(() -> this.cache.get("key", () -> other.get("key", (key) -> null)))
			.withCauseInstanceOf(NullLoadException.class);
		CompletableFuture<Object> result = this.cache.retrieve("key",
				() -> other.getAsync("key", (key) -> null).thenApply((value) -> value));
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(result::get)
			.withCauseInstanceOf(NullLoadException.class);
	}

	@Test
	void aNullIsMentionedOnce() {
		try (LogRecorder log = new LogRecorder(WeakCacheManager.class)) {
			this.cache.put("one", this.text);
			assertThat(log.messages(Level.WARN)).isEmpty();
			this.cache.put("one", null);
			this.cache.get("two", () -> null);
			assertThat(log.messages(Level.WARN))
				.containsExactly("The cache 'texts' does not remember null, since its values have a type, so a method "
						+ "that returns null is called again. To have null remembered use a cache without value-type; "
						+ "further ones are logged at debug level");
		}
	}

	@Test
	void nullIsAllowedWhereValuesMayBeAnything() {
		WeakCache<Object, Object> objects = this.caches.create("objects", (cache) -> cache.valueType(Object.class));
		Cache anything = this.manager.getCache("objects");
		anything.put("key", null);
		assertThat(anything.get("key")).isNotNull();
		assertThat(objects.getIfPresent("key")).hasToString("null");
		assertThat(((AbstractValueAdaptingCache) anything).isAllowNullValues()).isTrue();
		assertThat(((AbstractValueAdaptingCache) this.cache).isAllowNullValues()).isFalse();
	}

	private static Object nothing(AtomicInteger loads) {
		loads.incrementAndGet();
		return null;
	}

}
