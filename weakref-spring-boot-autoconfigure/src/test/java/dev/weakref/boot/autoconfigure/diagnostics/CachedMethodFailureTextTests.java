package dev.weakref.boot.autoconfigure.diagnostics;

import dev.weakref.boot.autoconfigure.diagnostics.CachedMethods.Caching;
import dev.weakref.boot.autoconfigure.diagnostics.CachedMethods.Elsewhere;
import dev.weakref.boot.autoconfigure.diagnostics.CachedMethods.LazyOne;
import dev.weakref.boot.autoconfigure.diagnostics.CachedMethods.One;
import dev.weakref.boot.autoconfigure.diagnostics.CachedMethods.Suspending;
import dev.weakref.boot.autoconfigure.diagnostics.CachedMethods.Two;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.annotation.CachingConfigurer;
import org.springframework.cache.interceptor.KeyGenerator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the refusal of methods that could never find an entry of a weak cache.
 */
class CachedMethodFailureTextTests extends AbstractFailureTextTests {

	private final ApplicationContextRunner contextRunner = CachedMethods.contextRunner();

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
		Class<?> type = Class.forName(CachedMethods.class.getName() + "$" + users);
		assertThat(this.start.with(CachedMethods.BY_IDENTITY.formatted(references), Caching.class, type)).contains(
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

	static class FirstArgument implements CachingConfigurer {

		@Override
		public KeyGenerator keyGenerator() {
			return (target, method, arguments) -> arguments[0];
		}

	}

}
