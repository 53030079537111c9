package dev.weakref.spring.cache;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.References;
import dev.weakref.reaper.Reaper;
import dev.weakref.singleflight.RecursiveComputationException;
import dev.weakref.suitability.LastingObjects;
import dev.weakref.testsupport.Background;
import dev.weakref.testsupport.GarbageCollector;
import dev.weakref.testsupport.LogRecorder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.cache.Cache.ValueRetrievalException;
import org.springframework.cache.Cache.ValueWrapper;
import org.springframework.cache.Cache;
import org.springframework.cache.interceptor.SimpleKey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link WeakSpringCache}: the contract of {@link Cache}.
 */
@Timeout(60)
class WeakSpringCacheTests {

	@AutoClose
	private final Reaper reaper = Reaper.start();

	private final WeakCaches caches = new WeakCaches(this.reaper, (cache) -> {
	});

	private final WeakCache<Object, Object> weak = this.caches.create("images");

	private final Cache cache = adapt(this.weak);

	private final Object value = new Object();

	@Test
	void theNativeCacheIsTheWeakOne() {
		assertThat(this.cache.getName()).isEqualTo("images");
		assertThat(this.cache.getNativeCache()).isSameAs(this.weak);
		assertThat(this.cache).hasToString(this.weak.toString());
	}

	@Test
	void aValueIsFound() {
		assertThat(this.cache.get("key")).isNull();
		this.cache.put("key", this.value);
		assertThat(valueOf(this.cache.get("key"))).isSameAs(this.value);
		assertThat(this.weak.getIfPresent("key")).isSameAs(this.value);
	}

	@Test
	void aValueIsFoundByItsType() {
		this.cache.put("key", "value");
		assertThat(this.cache.get("key", String.class)).isEqualTo("value");
		assertThat(this.cache.get("other", String.class)).isNull();
		assertThatIllegalStateException().isThrownBy(() -> this.cache.get("key", Integer.class));
	}

	@Test
	void nullIsAValue() {
		this.cache.put("key", null);
		assertThat(this.cache.get("key")).isNotNull().extracting(ValueWrapper::get).isNull();
		assertThat(this.cache.get("key", String.class)).isNull();
		assertThat(this.cache.get("key", () -> "loaded")).isNull();
		assertThat(this.weak.getIfPresent("key")).hasToString("null");
	}

	@Test
	void aNullThatIsNotHeldGoesLikeAnyValue() {
		Cache retaining = adapt(
				this.caches.create("retaining", (cache) -> cache.retain((tier) -> tier.maximumSize(10))));
		retaining.put("key", null);
		this.cache.put("key", null);
		GarbageCollector.awaitUntil("the entry is gone", () -> this.weak.estimatedSize() == 0);
		assertThat(retaining.get("key")).isNotNull();
	}

	@Test
	void aValueIsPutOnlyWhereThereIsNone() {
		assertThat(this.cache.putIfAbsent("key", this.value)).isNull();
		assertThat(valueOf(this.cache.putIfAbsent("key", new Object()))).isSameAs(this.value);
		assertThat(this.cache.putIfAbsent("nothing", null)).isNull();
		assertThat(this.cache.putIfAbsent("nothing", this.value)).isNotNull().extracting(ValueWrapper::get).isNull();
	}

	@Test
	void anEntryIsEvicted() {
		this.cache.put("key", this.value);
		this.cache.evict("key");
		assertThat(this.cache.get("key")).isNull();
		assertThat(this.cache.evictIfPresent("key")).isFalse();
		this.cache.put("key", this.value);
		assertThat(this.cache.evictIfPresent("key")).isTrue();
		assertThat(this.cache.get("key")).isNull();
	}

	@Test
	void allEntriesAreRemoved() {
		this.cache.put("one", this.value);
		this.cache.put("two", this.value);
		this.cache.clear();
		assertThat(this.weak.liveCount()).isZero();
		assertThat(this.cache.invalidate()).isFalse();
		this.cache.put("one", this.value);
		assertThat(this.cache.invalidate()).isTrue();
		assertThat(this.weak.liveCount()).isZero();
	}

	@Test
	void anAbsentValueIsLoadedOnce() {
		AtomicInteger loads = new AtomicInteger();
		assertThat(this.cache.<Object>get("key", () -> load(loads))).isSameAs(this.value);
		assertThat(this.cache.<Object>get("key", () -> load(loads))).isSameAs(this.value);
		assertThat(loads).hasValue(1);
	}

	@Test
	void anExceptionOfALoaderIsWrapped() {
		IOException failure = new IOException("on purpose");
		Callable<Object> loader = () -> {
			throw failure;
		};
		assertThatExceptionOfType(ValueRetrievalException.class).isThrownBy(() -> this.cache.get("key", loader))
			.withCause(failure)
			.satisfies((ex) -> assertThat(ex.getKey()).isEqualTo("key"));
		assertThat(this.cache.get("key")).isNull();
	}

	@Test
	void aLoaderThatAsksForItsOwnKeyIsToldSo() {
		assertThatExceptionOfType(ValueRetrievalException.class)
			.isThrownBy(() -> this.cache.get("key", () -> this.cache.get("key", () -> this.value)))
			.withCauseInstanceOf(RecursiveComputationException.class);
	}

	@Test
	void aValueIsRetrievedAtOnceOrNotAtAll() {
		assertThat(this.cache.retrieve("key")).isNull();
		this.cache.put("key", this.value);
		assertThat(join(this.cache.retrieve("key"))).isSameAs(this.value);
		this.cache.put("key", null);
		assertThat(join(this.cache.retrieve("key"))).isNull();
	}

	@Test
	void anAbsentValueIsLoadedInTheBackground() {
		CompletableFuture<Object> load = new CompletableFuture<>();
		CompletableFuture<Object> one = this.cache.retrieve("key", () -> load);
		CompletableFuture<Object> two = this.cache.retrieve("key", () -> {
			throw new AssertionError("There is a load already");
		});
		assertThat(one).isNotDone();
		load.complete(this.value);
		assertThat(one).isCompletedWithValue(this.value);
		assertThat(two).isCompletedWithValue(this.value);
		assertThat(this.weak.getIfPresent("key")).isSameAs(this.value);
	}

	@Test
	void nullIsLoadedInTheBackground() {
		CompletableFuture<Object> result = this.cache.retrieve("key", () -> CompletableFuture.completedFuture(null));
		assertThat(result).isCompletedWithValue(null);
		assertThat(this.cache.get("key")).isNotNull();
	}

	@Test
	void aFailureInTheBackgroundIsNotWrapped() {
		IOException failure = new IOException("on purpose");
		CompletableFuture<Object> result = this.cache.retrieve("key", () -> CompletableFuture.failedFuture(failure));
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(result::get).withCause(failure);
		result.whenComplete((value, ex) -> assertThat(ex).isSameAs(failure)).exceptionally((ex) -> {
			assertThat(ex.getCause()).isSameAs(failure);
			return null;
		}).join();
		assertThat(this.cache.get("key")).isNull();
	}

	@Test
	void aThreadWaitsForWhatIsLoadedInTheBackground() {
		CompletableFuture<Object> load = new CompletableFuture<>();
		this.cache.retrieve("key", () -> load);
		Background<Object> thread = Background.<Object>start(() -> this.cache.get("key", () -> "other")).awaitWaiting();
		load.complete(this.value);
		assertThat(thread.result()).isSameAs(this.value);
	}

	@Test
	void aValueThatIsLoadedWhileItsKeyIsEvictedIsNotStored() {
		CompletableFuture<Object> load = new CompletableFuture<>();
		CompletableFuture<Object> result = this.cache.retrieve("key", () -> load);
		this.cache.evict("key");
		load.complete(this.value);
		assertThat(result).isCompletedWithValue(this.value);
		assertThat(this.cache.get("key")).isNull();
	}

	@Test
	void aKeyThatIsMadeForEachCallIsRefusedWhereKeysCompareByIdentity() {
		Cache byIdentity = adapt(this.caches.create("permissions",
				(cache) -> cache.references(References.WEAK_KEYS).keyEquality(KeyEquality.IDENTITY)));
		for (Object key : new Object[] { new SimpleKey("a", "b"), "a", 5 }) {
			assertThatExceptionOfType(TemporaryKeyException.class).isThrownBy(() -> byIdentity.get(key))
				.withMessage("The keys of cache 'permissions' compare by identity, but a key of type "
						+ key.getClass().getName() + " is new for each call, so that no call would find what "
						+ "another has stored. Set weakref.caches.permissions.key-equality to equals, or let the key be "
						+ "an object that callers share")
				.satisfies((ex) -> assertThat(ex.keyType()).isSameAs(key.getClass()))
				.satisfies((ex) -> assertThat(ex.cacheName()).isEqualTo("permissions"));
			assertThatExceptionOfType(TemporaryKeyException.class).isThrownBy(() -> byIdentity.put(key, this.value));
			assertThatExceptionOfType(TemporaryKeyException.class).isThrownBy(() -> byIdentity.evict(key));
		}
		byIdentity.put(this.value, "permission");
		byIdentity.put(SimpleKey.EMPTY, "all");
		assertThat(byIdentity.get(this.value, String.class)).isEqualTo("permission");
		assertThat(byIdentity.get(SimpleKey.EMPTY, String.class)).isEqualTo("all");
	}

	@Test
	void valuesThatAreNeverCollectedAreMentionedOnce() {
		try (LogRecorder log = new LogRecorder(LastingValueCheck.class)) {
			this.cache.put("one", this.value);
			assertThat(log.messages(Level.WARN)).isEmpty();
			this.cache.put("one", 1);
			this.cache.get("two", () -> References.WEAK_KEYS);
			assertThat(log.messages(Level.WARN)).containsExactly("The cache 'images' has weak-values, but is given a "
					+ "java.lang.Integer, which is never collected or is shared by value: its entries stay for ever, or "
					+ "go although the value is in use. Cache it with another cache manager");
		}
	}

	@Test
	void aCacheThatHoldsItsValuesMayHaveAny() {
		try (LogRecorder log = new LogRecorder(LastingValueCheck.class)) {
			adapt(this.caches.create("notes", (cache) -> cache.references(References.WEAK_KEYS))).put("one", 1);
			assertThat(log.messages(Level.WARN)).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void valuesThatAreNeverCollectedMayBeAllowed(boolean allowed) {
		LastingObjects policy = (allowed) ? LastingObjects.ALLOW : LastingObjects.REFUSE;
		try (LogRecorder log = new LogRecorder(LastingValueCheck.class);
				Reaper other = Reaper.builder().lastingObjects(policy).start()) {
			new WeakSpringCache(this.weak, new LastingValueCheck(other.suitability()), null).put("one", 1);
			assertThat(log.messages(Level.WARN)).hasSize((allowed) ? 0 : 1);
		}
	}

	private Object load(AtomicInteger loads) {
		loads.incrementAndGet();
		return this.value;
	}

	private Cache adapt(WeakCache<Object, Object> cache) {
		return new WeakSpringCache(cache, new LastingValueCheck(this.reaper.suitability()), null);
	}

	private static Object valueOf(ValueWrapper wrapper) {
		assertThat(wrapper).isNotNull();
		return wrapper.get();
	}

	private static Object join(CompletableFuture<?> future) {
		assertThat(future).isNotNull();
		return valueOf((ValueWrapper) future.join());
	}

}
