package dev.weakref.boot.autoconfigure.diagnostics;

import java.util.List;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import dev.weakref.boot.autoconfigure.diagnostics.CachedMethods.Caching;
import dev.weakref.boot.autoconfigure.diagnostics.CachedMethods.Dotted;
import dev.weakref.boot.autoconfigure.diagnostics.CachedMethods.LazyOne;
import dev.weakref.boot.autoconfigure.diagnostics.CachedMethods.Suspending;
import dev.weakref.boot.autoconfigure.diagnostics.CachedMethods.Two;
import dev.weakref.spring.cache.CachedMethodCheck;
import dev.weakref.testsupport.LogRecorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the warnings of a start about methods that cannot make use of a weak cache.
 */
class CachedMethodWarningTests extends AbstractFailureTextTests {

	private final ApplicationContextRunner contextRunner = CachedMethods.contextRunner();

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
		assertThat(this.start.with(
				CachedMethods.BY_IDENTITY.formatted("weak-keys").replace("permissions:", "\"[shop.prices]\":"),
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
		Class<?> type = Class.forName(CachedMethods.class.getName() + "$" + users);
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
		return "cachedMethods." + type.getSimpleName();
	}

}
