package dev.weakref.spring.signal;

import java.lang.reflect.Method;

import dev.weakref.boot.autoconfigure.AheadOfTimeTests;
import dev.weakref.boot.autoconfigure.WeakRefReceiversAutoConfiguration;
import dev.weakref.signal.Signal;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for receivers of applications that were processed ahead of time.
 */
@CompileWithForkedClassLoader
class ReceiverAheadOfTimeTests {

	@Test
	@SuppressWarnings("unchecked")
	void annotatedMethodsReceiveAndAreHintedAt() throws NoSuchMethodException {
		Method take = ShopApplication.Clerk.class.getDeclaredMethod("take", String.class);
		AheadOfTimeTests.process((context) -> {
			ShopApplication.Clerk clerk = context.getBean(ShopApplication.Clerk.class);
			((Signal<Object, Object>) context.getBean("orders", Signal.class)).send(null, "tea");
			assertThat(clerk.orders).containsExactly("tea");
		}, (generation) -> assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(take))
			.accepts(generation.getRuntimeHints()), WeakRefReceiversAutoConfiguration.class, ShopApplication.Shop.class,
				ShopApplication.Clerks.class);
	}

}
