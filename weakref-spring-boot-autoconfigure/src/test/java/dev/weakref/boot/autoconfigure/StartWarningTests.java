package dev.weakref.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;
import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.LogRecorder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for uses that have no effect, or an unexpected one, and are mentioned once when
 * the application has started.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartWarningTests {

	private static final String TYPED = "weakref.caches.counts.key-type=java.lang.String,"
			+ "weakref.caches.counts.value-type=java.lang.StringBuilder,";

	private static final String UNTYPED = "weakref.caches.sessions.references=weak-values,";

	private static final String OTHER = "weakref.caches.sessions.key-type=java.lang.Long,"
			+ "weakref.caches.sessions.value-type=java.util.Map,weakref.caches.counts.references=weak-values,";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class, WeakRefTrackingAutoConfiguration.class,
				WeakCacheManagerAutoConfiguration.class, WeakRefEndpointAutoConfiguration.class,
				DefaultWeakCacheManagerAutoConfiguration.class, CacheAutoConfiguration.class))
		.withPropertyValues("management.endpoints.web.exposure.include=weakrefs");

	@ParameterizedTest
	@MethodSource("mentioned")
	void aUseWithoutEffectIsMentionedOnce(String properties, Class<?> configuration, List<String> texts,
			CapturedOutput output) {
		start(properties, configuration);
		assertThat(texts).allSatisfy((text) -> assertThat(output).containsOnlyOnce(text));
	}

	@ParameterizedTest
	@MethodSource("notMentioned")
	void aUseWithEffectIsNotMentioned(String properties, Class<?> configuration) {
		try (LogRecorder log = new LogRecorder("dev.weakref")) {
			start(properties, configuration);
			assertThat(log.messages(Level.WARN)).isEmpty();
		}
	}

	private void start(String properties, Class<?> configuration) {
		this.contextRunner.withPropertyValues(properties.split(","))
			.withUserConfiguration(configuration)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				for (ApplicationRunner runner : context.getBeansOfType(ApplicationRunner.class).values()) {
					runner.run(new DefaultApplicationArguments());
				}
				context.publishEvent(new ApplicationReadyEvent(new SpringApplication(), new String[0],
						context.getSourceApplicationContext(), Duration.ZERO));
			});
	}

	static Stream<Arguments> mentioned() {
		Stream<Arguments> durations = Stream
			.of("weakref.caches.images.retain.expire-after-access", "weakref.caches.images.expire-after-write",
					"weakref.cache-defaults.expire-after-write", "weakref.callbacks.slow-threshold",
					"weakref.finalizers.close-timeout", "management.endpoint.weakrefs.cache.time-to-live")
			.map((key) -> Arguments.of(key + "=5", None.class, List.of("The property " + key + " is '5' (set in ",
					", which has no unit, so that it means 5 milliseconds. Write 5ms if that is meant, or another unit")));
		Stream<Arguments> others = Stream.of(
				Arguments.of(TYPED + UNTYPED, ByParameter.class, given("ByParameter", "counts", "WeakCache<?, ?>")),
				Arguments.of(TYPED + UNTYPED, ByField.class, given("ByField", "counts", "WeakCache<?, ?>")),
				Arguments.of(OTHER, ByParameter.class,
						given("ByParameter", "counts", "WeakCache<java.lang.Long, java.util.Map<?, ?>>")),
				Arguments.of(UNTYPED + TYPED, ByBeanMethod.class, List
					.of("The bean 'user' requires a WeakCache<java.lang.String, java.lang.StringBuilder> and names "
							+ "it 'sessions', but is given [counts]")),
				Arguments.of("weakref.beans.track=com.acme.baskets", Baskets.class, track("com.acme.baskets")),
				Arguments.of("weakref.beans.track=dev.weakref.boot", None.class, track("dev.weakref.boot")),
				Arguments.of("weakref.beans.track=java.lang.Thread", Baskets.class, track("java.lang.Thread")),
				Arguments.of("weakref.beans.track=" + Basket.class.getName(), SingleBasket.class,
						track(Basket.class.getName())),
				Arguments.of(UNTYPED, Customizer.class, List
					.of("The customizer 'ofImages' is for a cache 'images', and no such cache has been made so far. "
							+ "The caches are [sessions]")),
				Arguments.of(UNTYPED, CustomizerOfBuilt.class, List
					.of("The customizer 'ofImages' is not applied to the cache 'images', which code makes with a "
							+ "builder of its own.")),
				Arguments.of(UNTYPED, Caching.class, otherManager()),
				Arguments.of(UNTYPED, CachingByName.class, otherManager()));
		return Stream.concat(durations, others);
	}

	static Stream<Arguments> notMentioned() {
		return Stream.of(Arguments.of("weakref.caches.images.expire-after-write=5ms", None.class),
				Arguments.of("weakref.caches.images.expire-after-write=1000", None.class),
				Arguments.of("management.endpoint.weakrefs.cache.time-to-live=0", None.class),
				Arguments.of(TYPED + UNTYPED, Qualified.class),
				Arguments.of(TYPED + "weakref.caches.sessions.key-type=java.lang.String,"
						+ "weakref.caches.sessions.value-type=java.lang.StringBuilder", ByParameter.class),
				Arguments.of("weakref.beans.track=dev.weakref.boot", Baskets.class),
				Arguments.of("weakref.beans.track=scope:request", None.class),
				Arguments.of("weakref.caches.images.references=weak-values", Customizer.class),
				Arguments.of(UNTYPED, CustomizerOfMade.class), Arguments.of(UNTYPED, CustomizerOfMadeByRunner.class),
				Arguments.of("weakref.beans.track=" + Basket.class.getName(), SeveralBaskets.class),
				Arguments.of("weakref.beans.track=" + Basket.class.getName(), LazyBaskets.class),
				Arguments.of("weakref.beans.track=" + Basket.class.getName(), UnknownBaskets.class),
				Arguments.of(UNTYPED + "weakref.cache-manager.default=true", Caching.class),
				Arguments.of("weakref.caches.images.references=weak-values", Caching.class));
	}

	private static List<String> given(String bean, String cache, String declared) {
		return List
			.of("requires a WeakCache<java.lang.String, java.lang.StringBuilder> and names it 'sessions', but is "
					+ "given [" + cache + "]: the cache 'sessions' is a " + declared + ".", bean + "' requires");
	}

	private static List<String> track(String text) {
		return List.of("The property weakref.beans.track[0] is '" + text + "' (set in ",
				", but no bean of that type or below that package has a scope other than singleton.");
	}

	private static List<String> otherManager() {
		return List.of("uses a cache 'sessions' of another cache manager, not the weak cache of that name. Name the "
				+ "manager in the annotation, cacheManager = \"weakCacheManager\"");
	}

	@Configuration(proxyBeanMethods = false)
	static class None {

	}

	@Configuration(proxyBeanMethods = false)
	static class ByParameter {

		ByParameter(WeakCache<String, StringBuilder> sessions) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ByField {

		@Autowired
		WeakCache<String, StringBuilder> sessions;

	}

	@Configuration(proxyBeanMethods = false)
	static class ByBeanMethod {

		@Bean
		Object user(WeakCache<String, StringBuilder> sessions) {
			return "user";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Qualified {

		Qualified(@Qualifier("sessions") WeakCache<String, StringBuilder> sessions,
				WeakCache<String, StringBuilder> counts) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Baskets {

		@Bean
		@Scope("prototype")
		Basket basket() {
			return new Basket();
		}

	}

	static class Basket {

	}

	@Configuration(proxyBeanMethods = false)
	static class SeveralBaskets {

		@Bean
		FactoryBean<Basket> basket() {
			return new BasketFactory(Basket.class, false);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyBaskets {

		@Bean
		@Lazy
		FactoryBean<Basket> basket() {
			return new BasketFactory(Basket.class, false);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UnknownBaskets {

		@Bean
		FactoryBean<?> basket() {
			return new BasketFactory(null, false);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SingleBasket {

		@Bean
		FactoryBean<Basket> basket() {
			return new BasketFactory(Basket.class, true);
		}

	}

	record BasketFactory(@Nullable Class<?> getObjectType, boolean isSingleton) implements FactoryBean<Basket> {

		@Override
		public Basket getObject() {
			return new Basket();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizer {

		@Bean
		WeakCacheCustomizer ofImages() {
			return WeakCacheCustomizer.of("images", (cache) -> cache.expireAfterWrite(null));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CustomizerOfBuilt extends Customizer {

		@Bean
		WeakCache<String, Object> images(Reaper reaper) {
			return WeakCache.<String, Object>builder("images", reaper).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CustomizerOfMade extends Customizer {

		@Bean
		WeakCache<String, Object> images(WeakCaches caches) {
			return caches.create("images");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CustomizerOfMadeByRunner extends Customizer {

		@Bean
		ApplicationRunner runner(WeakCaches caches) {
			return (arguments) -> caches.create("images");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching(proxyTargetClass = true)
	static class Caching {

		@Bean
		Sessions users() {
			return new Sessions();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching(proxyTargetClass = true)
	static class CachingByName {

		@Bean
		SessionsByName users() {
			return new SessionsByName();
		}

	}

	static class Sessions {

		@Cacheable("sessions")
		Object one(String id) {
			return new Object();
		}

		@Cacheable("sessions")
		Object other(String id) {
			return new Object();
		}

	}

	static class SessionsByName {

		@Cacheable(cacheNames = "sessions", cacheManager = "cacheManager")
		Object one(String id) {
			return new Object();
		}

	}

}
