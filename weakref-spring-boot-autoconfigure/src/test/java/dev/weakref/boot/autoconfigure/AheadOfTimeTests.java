package dev.weakref.boot.autoconfigure;

import java.lang.ref.Reference;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;

import dev.weakref.boot.actuate.CacheDescriptor.CallbacksDescriptor;
import dev.weakref.boot.actuate.CacheDescriptor;
import dev.weakref.boot.actuate.CollectionDescriptor;
import dev.weakref.boot.actuate.LocksDescriptor;
import dev.weakref.boot.actuate.MemoDescriptor;
import dev.weakref.boot.actuate.MetersDescriptor;
import dev.weakref.boot.actuate.ReaperDescriptor.FailureDescriptor;
import dev.weakref.boot.actuate.ReaperDescriptor;
import dev.weakref.boot.actuate.WeakRefsEndpoint;
import dev.weakref.boot.metrics.WeakMeters;
import dev.weakref.boot.metrics.WeakRefMeters;
import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCacheStatistics;
import dev.weakref.cache.WeakCaches;
import dev.weakref.collection.References;
import dev.weakref.lock.WeakLocks;
import dev.weakref.testsupport.Report;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.integration.support.locks.LockRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for applications that were processed ahead of time.
 */
@CompileWithForkedClassLoader
public class AheadOfTimeTests {

	private static final Map<String, Object> BUILD_TIME = Map.of("weakref.caches.images.key-type", "java.lang.String",
			"weakref.caches.images.value-type", "java.lang.StringBuilder", "weakref.caches.sounds.references",
			"weak-keys", "management.endpoints.web.exposure.include", "weakrefs");

	private static final Map<String, Object> RUN_TIME = Map.of("weakref.caches.images.key-type", "java.lang.String",
			"weakref.caches.images.value-type", "java.lang.StringBuilder", "weakref.caches.sounds.references",
			"soft-values", "weakref.caches.later.references", "weak-keys", "management.endpoints.web.exposure.include",
			"weakrefs");

	@Test
	void cachesAreMadeFromTheConfigurationAtRunTimeAndShown() {
		process((context) -> {
			assertThat(context.getBeanNamesForType(WeakCache.class)).containsExactlyInAnyOrder("images", "sounds",
					"later", "own");
			assertThat(context.getBean("sounds", WeakCache.class).references()).isEqualTo(References.SOFT_VALUES);
			assertThat(context.getBean(Holder.class).cache()).isSameAs(context.getBean("images"));
			WeakRefsEndpoint endpoint = context.getBean(WeakRefsEndpoint.class);
			assertThat(Report.of(endpoint).caches()).containsOnlyKeys("images", "later", "own", "sounds");
			assertThat(context.getBean(WeakRefMeters.class)).isNotNull();
		}, (hints) -> {
		});
	}

	@Test
	void locksAndMetersOfObjectsAreThereAndShown() {
		process((context) -> {
			Lock lock = context.getBean(WeakLocks.class).lockFor("key");
			assertThat(context.getBean(LockRegistry.class).obtain("key")).isSameAs(lock);
			AtomicInteger object = new AtomicInteger(42);
			context.getBean(WeakMeters.class).gauge(object, "object.value", AtomicInteger::get);
			assertThat(context.getBean(MeterRegistry.class).get("object.value").gauge().value()).isEqualTo(42);
			Report report = Report.of(context.getBean(WeakRefsEndpoint.class));
			assertThat(report.locks().get("weakLocks").live()).isOne();
			assertThat(report.meters().live()).isOne();
			Reference.reachabilityFence(object);
		}, (hints) -> {
		});
	}

	@Test
	void everyDescriptorCanBeSerialized() {
		process((context) -> {
		}, (generation) -> {
			for (Class<?> descriptor : List.of(CacheDescriptor.class, CallbacksDescriptor.class,
					CollectionDescriptor.class, LocksDescriptor.class, MemoDescriptor.class, MetersDescriptor.class,
					ReaperDescriptor.class, ReaperDescriptor.LagDescriptor.class, FailureDescriptor.class)) {
				assertThat(RuntimeHintsPredicates.reflection()
					.onMethodInvocation(descriptor, descriptor.getRecordComponents()[0].getName()))
					.as(descriptor.getName())
					.accepts(generation.getRuntimeHints());
			}
			assertThat(RuntimeHintsPredicates.reflection().onType(WeakCacheStatistics.class))
				.as("a type that is not serialized")
				.rejects(generation.getRuntimeHints());
		});
	}

	public static void process(Consumer<GenericApplicationContext> run, Consumer<TestGenerationContext> generated,
			Class<?>... more) {
		AnnotationConfigApplicationContext atBuildTime = new AnnotationConfigApplicationContext();
		set(atBuildTime, BUILD_TIME);
		atBuildTime.register(EndpointAutoConfiguration.class, WebEndpointAutoConfiguration.class,
				MetricsAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class, UserBeans.class, WeakRefAutoConfiguration.class,
				WeakRefAutoConfiguration.class, WeakRefIntegrationAutoConfiguration.class,
				WeakMetersAutoConfiguration.class);
		if (more.length > 0) {
			atBuildTime.register(more);
		}
		atBuildTime.register(WeakRefEndpointAutoConfiguration.class, WeakRefMetricsAutoConfiguration.class);
		TestGenerationContext generation = new TestGenerationContext();
		new ApplicationContextAotGenerator().processAheadOfTime(atBuildTime, generation);
		generation.writeGeneratedContent();
		generated.accept(generation);
		TestCompiler.forSystem().with(generation).compile((compiled) -> {
			try (GenericApplicationContext atRunTime = new GenericApplicationContext()) {
				set(atRunTime, RUN_TIME);
				initializer(compiled.getInstance(ApplicationContextInitializer.class)).initialize(atRunTime);
				atRunTime.refresh();
				run.accept(atRunTime);
			}
		});
	}

	@SuppressWarnings("unchecked")
	private static ApplicationContextInitializer<GenericApplicationContext> initializer(
			ApplicationContextInitializer<?> initializer) {
		return (ApplicationContextInitializer<GenericApplicationContext>) initializer;
	}

	private static void set(GenericApplicationContext context, Map<String, Object> properties) {
		context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
	}

	record Holder(WeakCache<String, StringBuilder> cache) {
	}

	@Configuration(proxyBeanMethods = false)
	static class UserBeans {

		@Bean
		Holder holder(WeakCache<String, StringBuilder> anyName) {
			return new Holder(anyName);
		}

		@Bean
		WeakCache<Integer, Object> own(WeakCaches caches) {
			return caches.create("own");
		}

	}

}
