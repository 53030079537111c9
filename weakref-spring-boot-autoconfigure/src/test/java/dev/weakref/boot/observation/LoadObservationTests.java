package dev.weakref.boot.observation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.weakref.cache.Backing;
import dev.weakref.cache.NullLoadException;
import dev.weakref.cache.WeakCache;
import dev.weakref.testsupport.Background;
import dev.weakref.testsupport.MapBacking;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.core.task.VirtualThreadTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for the observations of loads.
 */
class LoadObservationTests {

	private final ObservedCaches caches = new ObservedCaches();

	private final Object value = new Object();

	@AfterEach
	void close() {
		assertThat(this.caches.registry.getCurrentObservationScope()).isNull();
		this.caches.close();
	}

	static Stream<Arguments> ways() {
		return Stream.of(true, false).flatMap((near) -> Stream.of(Way.values()).map((way) -> Arguments.of(way, near)));
	}

	@ParameterizedTest
	@MethodSource("ways")
	void aLoadIsObservedOnce(Way way, boolean near) {
		WeakCache<String, Object> cache = cache(near);
		assertThat(way.load(cache, () -> this.value)).isSameAs(this.value);
		assertThat(way.load(cache, () -> new Object())).isSameAs(this.value);
		assertThat(this.caches.registry).hasSingleObservationThat()
			.hasBeenStarted()
			.hasBeenStopped()
			.hasNameEqualTo("weakref.cache.load")
			.hasContextualNameEqualTo("load images")
			.hasLowCardinalityKeyValue("cache", "images")
			.hasLowCardinalityKeyValue("bulk", String.valueOf(way == Way.GET_ALL))
			.hasKeyValuesCount(2)
			.doesNotHaveError()
			.doesNotHaveParentObservation();
		assertThat(cache.statistics().loads()).isOne();
	}

	@ParameterizedTest
	@MethodSource("ways")
	void theExceptionOfALoaderIsThatOfTheObservation(Way way, boolean near) {
		WeakCache<String, Object> cache = cache(near);
		IllegalStateException failure = new IllegalStateException("unreadable");
		assertThatThrownBy(() -> way.load(cache, () -> {
			throw failure;
		})).isSameAs(failure);
		assertThat(this.caches.registry).hasSingleObservationThat().hasBeenStopped().hasError(failure);
		assertThat(cache.statistics().loadFailures()).isOne();
	}

	@ParameterizedTest
	@MethodSource("ways")
	void aLoaderRunsInTheScopeOfTheObservation(Way way, boolean near) {
		WeakCache<String, Object> cache = cache(near);
		AtomicReference<@Nullable Observation> current = new AtomicReference<>();
		Observation.Scope outer = this.caches.outer();
		way.load(cache, () -> {
			current.set(this.caches.registry.getCurrentObservation());
			return this.value;
		});
		assertThat(this.caches.registry.getCurrentObservationScope()).isSameAs(outer);
		Observation parent = this.caches.registry.getCurrentObservation();
		outer.close();
		assertThat(current.get().getContext()).isInstanceOfSatisfying(WeakCacheLoadContext.class, (context) -> {
			assertThat(context.getCacheName()).isEqualTo("images");
			assertThat(context.getParentObservation()).isSameAs(parent);
		});
	}

	@ParameterizedTest
	@MethodSource("ways")
	void aRegistryWithoutHandlersIsAskedAgainByTheNextLoad(Way way, boolean near) {
		ObservationRegistry registry = ObservationRegistry.create();
		try (ObservedCaches caches = new ObservedCaches(registry)) {
			WeakCache<String, Object> cache = (near) ? caches.near(Runnable::run) : caches.cache();
			way.load(cache, () -> {
				assertThat(registry.getCurrentObservation()).isNull();
				return this.value;
			});
			cache.invalidateAll();
			registry.observationConfig().observationHandler(new ObservationHandler<>() {

				@Override
				public boolean supportsContext(Observation.Context context) {
					return true;
				}

			});
			way.load(cache, () -> {
				assertThat(registry.getCurrentObservation()).isNotNull();
				return this.value;
			});
		}
	}

	@Test
	void aNullIsAFailedLoadAsInTheStatistics() {
		WeakCache<String, Object> cache = this.caches.cache();
		assertThat(cache.asMap().computeIfAbsent("key", (key) -> null)).isNull();
		assertThat(cache.statistics().loadFailures()).isOne();
		assertThat(this.caches.registry).hasSingleObservationThat()
			.hasBeenStopped()
			.assertThatError()
			.isInstanceOf(NullLoadException.class);
	}

	@Test
	void operationsThatTheStatisticsDoNotCountAsLoadsAreNotObserved() {
		WeakCache<String, Object> cache = this.caches.cache();
		cache.put("put", this.value);
		cache.putIfAbsent("putIfAbsent", this.value);
		cache.asMap().compute("compute", (key, present) -> this.value);
		cache.asMap().merge("merge", this.value, (present, given) -> given);
		cache.asMap().computeIfPresent("compute", (key, present) -> this.value);
		cache.getIfPresent("absent");
		cache.getAllPresent(List.of("absent"));
		assertThat(cache.statistics().loads()).isZero();
		assertThat(this.caches.registry).doesNotHaveAnyObservation();
	}

	@Test
	void aValueThatTheEngineHasIsNotLoaded() {
		Backing<String, Object> engine = new MapBacking<>();
		engine.write("key", this.value);
		for (Way way : Way.values()) {
			WeakCache<String, Object> cache = this.caches.near(engine, Runnable::run);
			assertThat(way.load(cache, () -> new Object())).isSameAs(this.value);
		}
		assertThat(this.caches.registry).doesNotHaveAnyObservation();
	}

	@Test
	void onlyTheThreadThatLoadsIsObserved() {
		WeakCache<String, Object> cache = this.caches.cache();
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch end = new CountDownLatch(1);
		Background<Object> loading = Background.start(() -> cache.get("key", (key) -> {
			begun.countDown();
			Background.awaitLatch(end);
			return this.value;
		}));
		Background.awaitLatch(begun);
		Background<Object> waiting = Background.start(() -> cache.get("key", (key) -> new Object())).awaitWaiting();
		CompletableFuture<Object> future = cache.getAsync("key", CompletableFuture::completedFuture);
		end.countDown();
		assertThat(loading.result()).isSameAs(this.value);
		assertThat(waiting.result()).isSameAs(this.value);
		assertThat(future.join()).isSameAs(this.value);
		assertThat(this.caches.registry).hasNumberOfObservationsEqualTo(1);
	}

	@ParameterizedTest
	@MethodSource("ways")
	void aLoadOfAKeyThatIsInvalidatedMeanwhileHasNotFailed(Way way, boolean near) {
		WeakCache<String, Object> cache = cache(near);
		way.load(cache, () -> {
			cache.invalidate("key");
			return this.value;
		});
		assertThat(cache.contains("key")).isFalse();
		assertThat(this.caches.registry).hasSingleObservationThat().hasBeenStopped().doesNotHaveError();
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void aLoadOnAVirtualThreadIsObserved() {
		WeakCache<String, Object> cache = this.caches.cache();
		Boolean clean = CompletableFuture.supplyAsync(() -> {
			cache.get("key", (key) -> this.value);
			return this.caches.registry.getCurrentObservationScope() == null;
		}, new VirtualThreadTaskExecutor()).join();
		assertThat(clean).isTrue();
		assertThat(this.caches.registry).hasSingleObservationThat().hasBeenStopped();
	}

	@Test
	void aConventionReplacesTheDefault() {
		this.caches.convention = new WeakCacheLoadObservationConvention() {

			@Override
			public String getName() {
				return "own";
			}

			@Override
			public KeyValues getLowCardinalityKeyValues(WeakCacheLoadContext context) {
				return KeyValues.of("own", context.getCacheName() + " " + context.isBulk());
			}

		};
		this.caches.cache().get("key", (key) -> this.value);
		assertThat(this.caches.registry).hasSingleObservationThat()
			.hasNameEqualTo("own")
			.hasLowCardinalityKeyValue("own", "images false")
			.hasKeyValuesCount(1);
	}

	@Test
	void theDefaultCanBeExtended() {
		this.caches.convention = new DefaultWeakCacheLoadObservationConvention() {

			@Override
			protected KeyValue cache(WeakCacheLoadContext context) {
				return KeyValue.of("cache", "other");
			}

		};
		this.caches.cache().get("key", (key) -> this.value);
		assertThat(this.caches.registry).hasSingleObservationThat()
			.hasNameEqualTo(ObservedCaches.NAME)
			.hasLowCardinalityKeyValue("cache", "other")
			.hasLowCardinalityKeyValue("bulk", "false");
	}

	@Test
	void aGlobalConventionReplacesTheDefault() {
		this.caches.registry.observationConfig().observationConvention(new Global());
		this.caches.cache().get("key", (key) -> this.value);
		assertThat(this.caches.registry).hasSingleObservationThat().hasNameEqualTo("global");
	}

	@Test
	void theDocumentedNamesAreThoseThatAreUsed() {
		assertThat(new DefaultWeakCacheLoadObservationConvention()
			.getLowCardinalityKeyValues(new WeakCacheLoadContext("images", false))
			.stream()
			.map(KeyValue::getKey))
			.containsExactlyInAnyOrder(Stream.of(WeakCacheObservationDocumentation.LOAD.getLowCardinalityKeyNames())
				.map((name) -> name.asString())
				.toArray(String[]::new));
	}

	private WeakCache<String, Object> cache(boolean near) {
		return (near) ? this.caches.near(Runnable::run) : this.caches.cache();
	}

	/**
	 * Operations that load the value of {@code key}.
	 */
	enum Way {

		GET {

			@Override
			Object load(WeakCache<String, Object> cache, Supplier<Object> loader) {
				return cache.get("key", (key) -> loader.get());
			}

		},

		GET_ASYNC {

			@Override
			Object load(WeakCache<String, Object> cache, Supplier<Object> loader) {
				return join(cache.getAsync("key", (key) -> CompletableFuture.completedFuture(loader.get())));
			}

		},

		GET_ALL {

			@Override
			Object load(WeakCache<String, Object> cache, Supplier<Object> loader) {
				return cache.getAll(List.of("key"), (keys) -> Map.of("key", loader.get())).get("key");
			}

		},

		COMPUTE_IF_ABSENT {

			@Override
			Object load(WeakCache<String, Object> cache, Supplier<Object> loader) {
				return cache.asMap().computeIfAbsent("key", (key) -> loader.get());
			}

		},

		MEMOIZE {

			@Override
			Object load(WeakCache<String, Object> cache, Supplier<Object> loader) {
				return cache.memoize((key) -> loader.get()).apply("key");
			}

		};

		abstract Object load(WeakCache<String, Object> cache, Supplier<Object> loader);

		private static Object join(CompletableFuture<Object> future) {
			try {
				return future.join();
			}
			catch (CompletionException ex) {
				throw (RuntimeException) ex.getCause();
			}
		}

	}

	private static final class Global implements GlobalObservationConvention<WeakCacheLoadContext> {

		@Override
		public String getName() {
			return "global";
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof WeakCacheLoadContext;
		}

	}

}
