package dev.weakref.boot.autoconfigure;

import java.util.concurrent.CompletableFuture;

import dev.weakref.boot.observation.DefaultWeakCacheLoadObservationConvention;
import dev.weakref.boot.observation.WeakCacheLoadContext;
import dev.weakref.boot.observation.WeakCacheLoadObservationConvention;
import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for {@link WeakRefObservationsAutoConfiguration}.
 */
class WeakRefObservationsAutoConfigurationTests {

	private static final String LOAD = "weakref.cache.load";

	private final Object value = new Object();

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class,
				WeakCacheManagerAutoConfiguration.class, WeakRefObservationsAutoConfiguration.class))
		.withPropertyValues("weakref.caches.images.retain.maximum-size=5");

	private final ApplicationContextRunner enabled = this.contextRunner
		.withPropertyValues("weakref.observations.enabled=true");

	@Test
	void loadsAreObservedOnlyIfThatIsSwitchedOn() {
		this.contextRunner.withBean(ObservationRegistry.class, () -> this.registry).run((context) -> {
			load(context);
			assertThat(this.registry).doesNotHaveAnyObservation();
			assertThat(context).doesNotHaveBean("weakRefLoadObservations");
		});
		this.enabled.withBean(ObservationRegistry.class, () -> this.registry).run((context) -> {
			load(context);
			assertThat(this.registry).hasSingleObservationThat()
				.hasNameEqualTo(LOAD)
				.hasLowCardinalityKeyValue("cache", "images");
		});
	}

	@Test
	void cachesThatAreCreatedAtRunTimeAreObserved() {
		this.enabled.withBean(ObservationRegistry.class, () -> this.registry).run((context) -> {
			context.getBean(WeakCaches.class).<String, Object>create("sounds").get("key", (key) -> this.value);
			assertThat(this.registry).hasSingleObservationThat().hasLowCardinalityKeyValue("cache", "sounds");
		});
	}

	@Test
	void loadsAreNotObservedWithoutARegistry() {
		this.enabled.run(this::load);
	}

	@Test
	void loadsAreNotObservedIfThereAreSeveralRegistries() {
		this.enabled.withBean("one", ObservationRegistry.class, () -> this.registry)
			.withBean("two", ObservationRegistry.class, ObservationRegistry::create)
			.run((context) -> {
				load(context);
				assertThat(this.registry).doesNotHaveAnyObservation();
			});
	}

	@Test
	void anApplicationWithoutMicrometerStarts() {
		this.enabled.withClassLoader(new FilteredClassLoader("io.micrometer.observation")).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean("weakRefLoadObservations");
			load(context);
		});
	}

	@Test
	void aRegistryThatCannotBeCreatedDoesNotAffectALoad() {
		this.enabled.withBean(ObservationRegistry.class, () -> {
			throw new IllegalStateException("no registry");
		}, (definition) -> definition.setLazyInit(true)).run((context) -> {
			load(context);
			assertThatThrownBy(() -> context.getBean(ObservationRegistry.class))
				.isInstanceOf(BeanCreationException.class);
		});
	}

	@Test
	void aConventionBeanReplacesTheDefault() {
		this.enabled.withBean(ObservationRegistry.class, () -> this.registry)
			.withBean(WeakCacheLoadObservationConvention.class, Own::new)
			.run((context) -> {
				load(context);
				assertThat(this.registry).hasSingleObservationThat().hasContextualNameEqualTo("own images");
			});
	}

	/**
	 * A registry that was created together with that cache would have no handlers.
	 */
	@Test
	void aCacheThatIsCreatedEarlyDoesNotKeepTheRegistryFromItsHandlers() {
		this.enabled
			.withConfiguration(
					AutoConfigurations.of(MetricsAutoConfiguration.class, ObservationAutoConfiguration.class))
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withUserConfiguration(Early.class)
			.run((context) -> {
				load(context);
				assertThat(context.getBean(MeterRegistry.class).get(LOAD).timer().count()).isOne();
			});
	}

	@Test
	void withTheMetersOfSpringBootALoadIsATimer() {
		this.enabled
			.withConfiguration(
					AutoConfigurations.of(MetricsAutoConfiguration.class, ObservationAutoConfiguration.class))
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.run((context) -> {
				MeterRegistry meters = context.getBean(MeterRegistry.class);
				load(context);
				assertThatThrownBy(() -> cache(context).get("other", (key) -> {
					throw new IllegalStateException("unreadable");
				})).hasMessage("unreadable");
				assertThat(timer(meters, "none").count()).isOne();
				assertThat(timer(meters, "IllegalStateException").count()).isOne();
				assertThat(meters.get(LOAD + ".active").longTaskTimer().activeTasks()).isZero();
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "sync", "async" })
	void aMethodOfSpringsCacheAbstractionIsALoad(String kind) {
		this.enabled.withBean(ObservationRegistry.class, () -> this.registry)
			.withUserConfiguration(Caching.class)
			.run((context) -> {
				Images images = context.getBean(Images.class);
				assertThat(call(images, kind, "key")).isSameAs(call(images, kind, "key"));
				assertThat(this.registry).hasSingleObservationThat().hasBeenStopped().doesNotHaveError();
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "sync", "async" })
	void theExceptionOfSuchAMethodIsRecordedWithoutTheOneAroundIt(String kind) {
		this.enabled.withBean(ObservationRegistry.class, () -> this.registry)
			.withUserConfiguration(Caching.class)
			.run((context) -> {
				Images images = context.getBean(Images.class);
				assertThatThrownBy(() -> call(images, kind, "unreadable")).isNotNull();
				assertThat(this.registry).hasSingleObservationThat().hasBeenStopped().hasError(Images.FAILURE);
			});
	}

	private void load(ApplicationContext context) {
		assertThat(cache(context).get("key", (key) -> this.value)).isSameAs(this.value);
	}

	private static Object call(Images images, String kind, String key) {
		return (kind.equals("sync")) ? images.image(key) : images.imageAsync(key).join();
	}

	@SuppressWarnings("unchecked")
	private static WeakCache<String, Object> cache(ApplicationContext context) {
		return context.getBean("images", WeakCache.class);
	}

	private static Timer timer(MeterRegistry meters, String error) {
		return meters.get(LOAD).tags("cache", "images", "bulk", "false", "error", error).timer();
	}

	private static final class Own extends DefaultWeakCacheLoadObservationConvention {

		@Override
		public String getContextualName(WeakCacheLoadContext context) {
			return "own " + context.getCacheName();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Early {

		@Bean
		static BeanPostProcessor processorWithACache(WeakCache<?, ?> images) {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessBeforeInitialization(Object bean, String name) {
					assertThat(images.name()).isEqualTo("images");
					return bean;
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching(proxyTargetClass = true)
	static class Caching {

		@Bean
		Images imageMethods() {
			return new Images();
		}

	}

	static class Images {

		static final IllegalStateException FAILURE = new IllegalStateException("unreadable");

		@Cacheable(cacheNames = "images", sync = true)
		public Object image(String key) {
			if (key.equals("unreadable")) {
				throw FAILURE;
			}
			return new Object();
		}

		@Cacheable(cacheNames = "images", sync = true)
		public CompletableFuture<Object> imageAsync(String key) {
			return CompletableFuture.supplyAsync(() -> image(key));
		}

	}

}
