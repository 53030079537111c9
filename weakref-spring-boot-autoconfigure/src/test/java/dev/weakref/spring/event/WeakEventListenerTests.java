package dev.weakref.spring.event;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

import dev.weakref.spring.event.ListeningApplication.Log;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what {@link WeakEventListener} says about a method.
 */
class WeakEventListenerTests {

	@Test
	void classesSayWhatAMethodListensTo() {
		ListeningApplication.withPrototype(OfClasses.class).run((context) -> {
			OfClasses listener = context.getBean(OfClasses.class);
			context.publishEvent("hello");
			context.publishEvent(1);
			context.publishEvent(2L);
			assertThat(listener.heard).containsExactly("hello", "none", 1, "none");
		});
	}

	@Test
	void aConditionDecidesWhatIsHeard() {
		ListeningApplication.withPrototype(Choosy.class).withBean("limit", Integer.class, () -> 10).run((context) -> {
			Choosy listener = context.getBean(Choosy.class);
			context.publishEvent(9);
			context.publishEvent(11);
			assertThat(listener.heard).containsExactly(11);
		});
	}

	@Test
	void ordersHoldAmongWeakAndOtherListeners() {
		ListeningApplication.withPrototype(Ordered.class).withBean(Strong.class).run((context) -> {
			Ordered listener = context.getBean(Ordered.class);
			context.publishEvent("hello");
			assertThat(Log.of(context).entries).containsExactly("weak 10", "strong 20", "weak 30");
			assertThat(listener).isNotNull();
		});
	}

	@Test
	void theResultOfAMethodIsPublished() {
		ListeningApplication.withPrototype(Answering.class).withBean(Strong.class).run((context) -> {
			Answering listener = context.getBean(Answering.class);
			context.publishEvent(1);
			assertThat(Log.of(context).entries).containsExactly("heard 1", "answer 1", "answer 1 as well");
			assertThat(listener).isNotNull();
		});
	}

	@Test
	void anAsynchronousMethodIsCalledByTheExecutorOnceForEachInstance() {
		List<Runnable> tasks = new ArrayList<>();
		ListeningApplication.withPrototype(Asynchronous.class)
			.withBean("applicationTaskExecutor", Executor.class, () -> tasks::add)
			.run((context) -> {
				List<Asynchronous> listeners = List.of(context.getBean(Asynchronous.class),
						context.getBean(Asynchronous.class));
				context.publishEvent("hello");
				assertThat(Log.of(context).entries).isEmpty();
				assertThat(tasks).hasSameSizeAs(listeners);
				tasks.forEach(Runnable::run);
				assertThat(Log.of(context).entries).containsExactly("later hello", "later hello");
			});
	}

	@Test
	void anAsynchronousMethodOfASingletonIsCalledByTheExecutor() {
		List<Runnable> tasks = new ArrayList<>();
		ListeningApplication.runner()
			.withBean(Asynchronous.class)
			.withBean(Strong.class)
			.withBean("applicationTaskExecutor", Executor.class, () -> tasks::add)
			.run((context) -> {
				context.publishEvent("hello");
				assertThat(Log.of(context).entries).containsExactly("strong 20");
				tasks.remove(0).run();
				assertThat(Log.of(context).entries).containsExactly("strong 20", "later hello");
				context.publishEvent(1);
				assertThat(Log.of(context).entries).hasSize(2);
				tasks.remove(0).run();
				assertThat(Log.of(context).entries).contains("heard 1");
			});
	}

	@Test
	void anAnnotationMayCarryTheAnnotation() {
		ListeningApplication.withPrototype(Composed.class).run((context) -> {
			Composed listener = context.getBean(Composed.class);
			context.publishEvent("no");
			context.publishEvent("yes");
			assertThat(listener.heard).containsExactly("yes");
		});
	}

	@Test
	void anOverriddenMethodIsCalledOnce() {
		ListeningApplication.withPrototype(Overriding.class).run((context) -> {
			Overriding listener = context.getBean(Overriding.class);
			context.publishEvent("hello");
			assertThat(listener.heard).containsExactly("overriding hello");
		});
	}

	@Test
	void ofAnOverridingAndAnOverriddenMethodTheAnnotationOfTheOverridingOneCounts() {
		ListeningApplication.withPrototype(Stricter.class).run((context) -> {
			Stricter listener = context.getBean(Stricter.class);
			context.publishEvent("no");
			context.publishEvent("yes");
			assertThat(listener.heard).containsExactly("stricter yes");
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { WeakOverPlain.class, PlainOverWeak.class })
	void anotherKindOfListenerOnAnOverriddenMethodIsRefused(Class<?> type) {
		ListeningApplication.withPrototype(type).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOf(ListenerMethodException.class)
				.hasMessageContaining("the same method carries another kind of @EventListener in ");
		});
	}

	static class OfClasses {

		final List<Object> heard = new ArrayList<>();

		@WeakEventListener({ String.class, Integer.class })
		void onAny() {
			this.heard.add("none");
		}

		@Order(0)
		@WeakEventListener(classes = { String.class, Integer.class })
		void on(Object event) {
			this.heard.add(event);
		}

	}

	static class Choosy {

		final List<Object> heard = new ArrayList<>();

		@WeakEventListener(condition = "#number > @limit && #root.args[0] == #a0")
		void on(Integer number) {
			this.heard.add(number);
		}

	}

	static class Ordered {

		private final Log log;

		Ordered(Log log) {
			this.log = log;
		}

		@Order(30)
		@WeakEventListener
		void later(String event) {
			this.log.entries.add("weak 30");
		}

		@Order(10)
		@WeakEventListener
		void first(String event) {
			this.log.entries.add("weak 10");
		}

	}

	static class Strong {

		private final Log log;

		Strong(Log log) {
			this.log = log;
		}

		@Order(20)
		@EventListener
		void on(String event) {
			this.log.entries.add(event.startsWith("answer") || event.startsWith("heard") ? event : "strong 20");
		}

	}

	static class Answering {

		@WeakEventListener
		List<String> on(Integer number) {
			return List.of("heard " + number, "answer " + number, "answer " + number + " as well");
		}

	}

	static class Asynchronous {

		private final Log log;

		Asynchronous(Log log) {
			this.log = log;
		}

		@WeakEventListener(async = true)
		void on(String event) {
			if (!event.startsWith("heard")) {
				this.log.entries.add("later " + event);
			}
		}

		@WeakEventListener(async = true)
		String on(Integer event) {
			return "heard " + event;
		}

	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@WeakEventListener(condition = "#event == 'yes'")
	@interface Affirmative {

	}

	static class Composed {

		final List<Object> heard = new ArrayList<>();

		@Affirmative
		void on(String event) {
			this.heard.add(event);
		}

	}

	static class Overridden {

		final List<Object> heard = new ArrayList<>();

		@WeakEventListener
		void on(String event) {
			this.heard.add(event);
		}

	}

	static class Stricter extends Overridden {

		@Override
		@Affirmative
		void on(String event) {
			super.on("stricter " + event);
		}

	}

	static class Plain {

		@EventListener
		void on(String event) {
		}

	}

	static class WeakOverPlain extends Plain {

		@Override
		@WeakEventListener
		void on(String event) {
		}

	}

	static class PlainOverWeak extends Overridden {

		@Override
		@EventListener
		void on(String event) {
		}

	}

	static class Overriding extends Overridden {

		@Override
		void on(String event) {
			super.on("overriding " + event);
		}

	}

}
