package dev.weakref.boot.autoconfigure.diagnostics;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import dev.weakref.boot.autoconfigure.WeakCacheManagerAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.spring.cache.CachedMethodCheck;
import dev.weakref.testsupport.LogRecorder;
import kotlin.coroutines.Continuation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.CachingConfigurer;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.cache.interceptor.KeyGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what is said at start-up about methods that cannot make use of a weak cache.
 */
class CachedMethodFailureTextTests extends AbstractFailureTextTests {

	private static final String BY_IDENTITY = """
			weakref:
			  caches:
			    permissions:
			      references: %s
			      key-equality: identity
			""";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(WeakRefAutoConfiguration.class, WeakCacheManagerAutoConfiguration.class))
		.withUserConfiguration(Caching.class);

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					weak-keys   | Two         | permissions(Object, Object) | each call makes a key of its 2 arguments
					weak-values | Two         | permissions(Object, Object) | each call makes a key of its 2 arguments
					weak-keys   | Text        | permissions(String)         | its argument is the key, and two calls rarely have the same String object
					weak-keys   | Number      | permissions(int)            | its argument is the key, and two calls rarely have the same Integer object
					weak-keys   | Array       | permissions(Object[])       | each call makes a key of the elements of its argument
					weak-keys   | Evicting    | permissions(String)         | its argument is the key, and two calls rarely have the same String object
					weak-keys   | LazyOne     | permissions(String)         | its argument is the key, and two calls rarely have the same String object
					weak-keys   | Prototype   | permissions(String)         | its argument is the key, and two calls rarely have the same String object
					weak-keys   | ByDefault   | permissions(String)         | its argument is the key, and two calls rarely have the same String object
					""")
	void aCacheThatCouldNeverHitIsMentioned(String references, String users, String method, String reason)
			throws ClassNotFoundException {
		Class<?> type = Class.forName(CachedMethodFailureTextTests.class.getName() + "$" + users);
		assertThat(this.start.with(BY_IDENTITY.formatted(references), Caching.class, type)).contains(
				"The method " + type.getName() + "." + method + " of bean '",
				"' cannot use the cache 'permissions', whose keys compare by identity: " + reason
						+ ", so that no call would find what another has stored.",
				"Set weakref.caches.permissions.key-equality to equals, or use @Memoized, which tells the arguments "
						+ "apart one by one.");
	}

	@Test
	void aCacheThatCanHitIsLeftAlone() {
		this.contextRunner.withUserConfiguration(One.class)
			.withPropertyValues("weakref.caches.permissions.references=weak-keys",
					"weakref.caches.permissions.key-equality=identity")
			.run((context) -> {
				One one = context.getBean(One.class);
				Object user = new Object();
				assertThat(one.permissions(user)).isSameAs(one.permissions(user)).isNotSameAs(one.permissions(one));
				assertThat(one.all()).isSameAs(one.all());
				assertThat(one.byExpression(user, "a")).isSameAs(one.byExpression(user, "b"));
			});
	}

	@Test
	void theContinuationOfASuspendingFunctionIsNoPartOfTheKey() {
		this.contextRunner.withUserConfiguration(Suspending.class)
			.withPropertyValues("weakref.caches.permissions.references=weak-keys",
					"weakref.caches.permissions.key-equality=identity")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void aCacheOfAnotherManagerIsLeftAlone() {
		this.contextRunner.withUserConfiguration(Elsewhere.class)
			.withPropertyValues("weakref.caches.permissions.references=weak-keys",
					"weakref.caches.permissions.key-equality=identity")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void keysThatAreMadeInAnotherWayAreLeftAlone() {
		this.contextRunner.withUserConfiguration(Two.class)
			.withBean(CachingConfigurer.class, FirstArgument::new)
			.withPropertyValues("weakref.caches.permissions.references=weak-keys",
					"weakref.caches.permissions.key-equality=identity")
			.run((context) -> {
				Two two = context.getBean(Two.class);
				assertThat(two.permissions(two, "a")).isSameAs(two.permissions(two, "b"));
			});
	}

	@Test
	void aNameThatNoCacheHasIsMentioned() {
		assertThat(warnings("", Two.class)).containsExactly("The method " + Two.class.getName()
				+ ".permissions(Object, Object) of bean '" + beanName(Two.class)
				+ "' uses a cache 'permissions' that does not exist so far, and fails without it. Set up "
				+ "weakref.caches.permissions in the configuration, or make it with WeakCaches before the method "
				+ "is called");
	}

	@Test
	void entriesThatGoAtOnceAreMentioned() {
		assertThat(warnings("weakref.caches.permissions.references=weak-keys", Two.class)).containsExactly(
				"The value that the method " + Two.class.getName() + ".permissions(Object, Object) of bean '"
						+ beanName(Two.class) + "' stores in the cache 'permissions' is collected soon: the cache has "
						+ "weak-keys, but each call makes a key of its 2 arguments. Set "
						+ "weakref.caches.permissions.references to weak-values, or use @Memoized");
	}

	@Test
	void keysAreWrittenWithBracketsIfTheNameNeedsThem() {
		assertThat(warnings("weakref.caches[shop.prices].references=weak-keys", Dotted.class)).hasSize(2)
			.anySatisfy((message) -> assertThat(message)
				.contains("Set weakref.caches[shop.prices].references to weak-values"))
			.anySatisfy((message) -> assertThat(message)
				.contains("Set up weakref.caches[shop.taxes] in the configuration"));
		assertThat(this.start.with(BY_IDENTITY.formatted("weak-keys").replace("permissions:", "\"[shop.prices]\":"),
				Caching.class, Dotted.class))
			.contains("Set weakref.caches[shop.prices].key-equality to equals");
	}

	@Test
	void aSoundCacheIsNotMentioned() {
		assertThat(warnings("weakref.caches.permissions=", Two.class, LazyOne.class)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "Numbers, java.lang.Long", "Units, java.util.concurrent.TimeUnit", "Futures, java.lang.Boolean",
			"Monos, java.lang.Integer", "Suspending, java.lang.Long" })
	void resultsThatAreNeverCollectedAreMentionedOnce(String users, String result, CapturedOutput output)
			throws ClassNotFoundException {
		Class<?> type = Class.forName(CachedMethodFailureTextTests.class.getName() + "$" + users);
		this.contextRunner.withUserConfiguration(type)
			.withPropertyValues("weakref.caches.permissions=")
			.run((context) -> assertThat(output.getOut()
				.split("The cache 'permissions' has weak-values, but is given a " + result + ",", -1)).hasSize(2));
	}

	/**
	 * Returns the warnings of a start.
	 */
	private List<String> warnings(String property, Class<?>... users) {
		try (LogRecorder log = new LogRecorder(CachedMethodCheck.class)) {
			this.contextRunner.withUserConfiguration(users)
				.withPropertyValues(property)
				.run((context) -> assertThat(context).hasNotFailed());
			return log.messages(Level.WARN);
		}
	}

	private static String beanName(Class<?> type) {
		return "cachedMethodFailureTextTests." + type.getSimpleName();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching(proxyTargetClass = true)
	@ImportAutoConfiguration(WeakCacheManagerAutoConfiguration.class)
	static class Caching {

	}

	static class Suspending {

		@Cacheable("permissions")
		public Object permissions(Object user, Continuation<? super Long> continuation) {
			return 1L;
		}

	}

	static class FirstArgument implements CachingConfigurer {

		@Override
		public KeyGenerator keyGenerator() {
			return (target, method, arguments) -> arguments[0];
		}

	}

	static class One {

		@Cacheable(cacheNames = "permissions", cacheManager = "weakCacheManager")
		Object permissions(Object user) {
			return new Object();
		}

		@Cacheable(cacheNames = "permissions", cacheManager = "weakCacheManager")
		Object all() {
			return new Object();
		}

		@Cacheable(cacheNames = "permissions", cacheManager = "weakCacheManager", key = "#user")
		Object byExpression(Object user, Object reason) {
			return new Object();
		}

	}

	static class Two {

		@Cacheable(cacheNames = "permissions", cacheManager = "weakCacheManager")
		Object permissions(Object user, Object document) {
			return new Object();
		}

	}

	static class Text {

		@Cacheable(cacheNames = "permissions", cacheManager = "weakCacheManager")
		Object permissions(String user) {
			return new Object();
		}

	}

	static class Number {

		@Cacheable(cacheNames = "permissions", cacheManager = "weakCacheManager")
		Object permissions(int user) {
			return new Object();
		}

	}

	static class Array {

		@Cacheable(cacheNames = "permissions", cacheManager = "weakCacheManager")
		Object permissions(Object... users) {
			return new Object();
		}

	}

	static class Evicting {

		@CacheEvict(cacheNames = "permissions", cacheManager = "weakCacheManager")
		void permissions(String user) {
		}

	}

	static class ByDefault {

		@Cacheable("permissions")
		Object permissions(String user) {
			return new Object();
		}

	}

	@Lazy
	static class LazyOne {

		@Cacheable(cacheNames = "permissions", cacheManager = "weakCacheManager")
		Object permissions(String user) {
			return new Object();
		}

	}

	@Scope("prototype")
	static class Prototype {

		@Cacheable(cacheNames = "permissions", cacheManager = "weakCacheManager")
		Object permissions(String user) {
			return new Object();
		}

	}

	static class Elsewhere {

		@Bean
		CacheManager cacheManager() {
			return new ConcurrentMapCacheManager();
		}

		@Cacheable("permissions")
		Object permissions(Object user, Object document) {
			return new Object();
		}

	}

	static class Numbers {

		@Cacheable("permissions")
		long permissions(String user) {
			return 1;
		}

		@Cacheable("permissions")
		Integer others(String user) {
			return 1;
		}

	}

	static class Units {

		@Cacheable("permissions")
		TimeUnit permissions(String user) {
			return TimeUnit.DAYS;
		}

	}

	static class Futures {

		@Cacheable("permissions")
		CompletableFuture<Boolean> permissions(String user) {
			return CompletableFuture.completedFuture(true);
		}

	}

	static class Monos {

		@Cacheable("permissions")
		Mono<Integer> permissions(String user) {
			return Mono.just(1);
		}

	}

	static class Dotted {

		@Cacheable("shop.prices")
		Object price(Object one, Object other) {
			return new Object();
		}

		@Cacheable("shop.taxes")
		Object tax(Object one) {
			return new Object();
		}

	}

}
