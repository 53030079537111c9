package dev.weakref.autoconfigure;

import java.lang.reflect.Method;

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
		Method take = WeakReceiverTests.Clerk.class.getDeclaredMethod("take", String.class);
		AheadOfTimeTests.process((context) -> {
			WeakReceiverTests.Clerk clerk = context.getBean(WeakReceiverTests.Clerk.class);
			((Signal<Object, Object>) context.getBean("orders", Signal.class)).send(null, "tea");
			assertThat(clerk.orders).containsExactly("tea");
		}, (generation) -> assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(take))
			.accepts(generation.getRuntimeHints()), WeakRefBeansAutoConfiguration.class, WeakReceiverTests.Shop.class,
				WeakReceiverTests.Clerks.class);
	}

}
