package dev.weakref.spring.bean;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefFinalizersAutoConfiguration;
import dev.weakref.collection.SimulatedCollector;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.finalizer.TypeFinalizer;
import dev.weakref.finalizer.TypeFinalizers;
import dev.weakref.reaper.Reaper;
import dev.weakref.reference.Referents;
import dev.weakref.testsupport.Farewell;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.support.SimpleThreadScope;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WeakRefFinalizersAutoConfiguration} with beans whose scope is not the
 * context's.
 */
@ExtendWith(OutputCaptureExtension.class)
class TypeFinalizerBeansTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(WeakRefAutoConfiguration.class, WeakRefFinalizersAutoConfiguration.class));

	private final ApplicationContextRunner scoped = this.contextRunner.withUserConfiguration(ScopedConfiguration.class)
		.withInitializer((context) -> context.getBeanFactory().registerScope("thread", new SimpleThreadScope()));

	@Test
	void beansThatTheContextMakesAndDoesNotHoldAreFinalized(CapturedOutput output) {
		this.scoped.run((context) -> {
			Sessions sessions = context.getBean(Sessions.class);
			Referents referents = context.getBean(Referents.class);
			Session prototype = context.getBean("prototype", Session.class);
			Session threadScoped = context.getBean("threadScoped", Session.class);
			context.getBean("singleton", Session.class);
			assertThat(context.getBean(Finalizers.class).statistics().pending()).isEqualTo(2);
			SimulatedCollector.collect(referents, prototype);
			GarbageCollector.awaitUntil("the prototype's end is told", () -> sessions.ended.contains("prototype"));
			context.getBean(TypeFinalizers.class).register(new Session("by hand"));
			GarbageCollector.awaitUntil("the end of the other is told", () -> sessions.ended.contains("by hand"));
			assertThat(sessions.ended).containsExactly("prototype", "by hand");
			assertThat(threadScoped.name).isEqualTo("thread");
		});
		assertThat(output).doesNotContain("not eligible");
	}

	@Test
	void aDroppedPrototypeIsFinalizedByTheCollectorAndAHeldOneIsNot() {
		this.scoped.run((context) -> {
			Session held = context.getBean("prototype", Session.class);
			context.getBean("prototype", Session.class);
			Sessions sessions = context.getBean(Sessions.class);
			GarbageCollector.awaitUntil("the end of the dropped one is told", () -> !sessions.ended.isEmpty());
			assertThat(sessions.ended).hasSize(1);
			assertThat(held.name).isEqualTo("prototype");
		});
	}

	@Test
	void theFirstPrototypeMayBeMadeWhileTheContextIsClosed(CapturedOutput output) {
		List<Object> made = new ArrayList<>();
		this.contextRunner.withBean("prototype", Session.class, () -> new Session("late"), Farewell::isPrototype)
			.withBean(Farewell.class, () -> new Farewell(made))
			.run((context) -> assertThat(made).isEmpty());
		assertThat(made).hasSize(1);
		assertThat(output).doesNotContain("type finalizers");
	}

	@Test
	void aPrototypeMayBeMadeAfterTheCloseOfItsFinalizers(CapturedOutput output) {
		List<Object> made = new ArrayList<>();
		this.scoped.withBean(Farewell.class, () -> new Farewell(made))
			.run((context) -> assertThat(context.getBean("prototype")).isNotNull());
		assertThat(made).hasSize(1);
		assertThat(output).contains(Session.class.getName() + " was made after the close of the finalizers");
	}

	@Test
	void aChildContextFinalizesItsBeansItself() {
		this.contextRunner.run((parent) -> {
			List<String> events = new CopyOnWriteArrayList<>();
			Object object = new Object();
			parent.getBean(Finalizers.class).register(object, "parent", events::add);
			List<String> ended = new ArrayList<>();
			this.scoped.withParent(parent).withPropertyValues("weakref.finalizers.close-timeout=3s").run((child) -> {
				assertThat(child.getBean(Reaper.class)).isSameAs(parent.getBean(Reaper.class));
				Sessions sessions = child.getBean(Sessions.class);
				Session held = child.getBean("prototype", Session.class);
				assertThat(parent.getBean(Finalizers.class).statistics().pending()).isEqualTo(2);
				child.close();
				ended.addAll(sessions.ended);
				assertThat(held.name).isEqualTo("prototype");
			});
			assertThat(ended).containsExactly("prototype");
			assertThat(events).isEmpty();
			assertThat(parent.getBean(Finalizers.class).statistics().pending()).isOne();
			assertThat(parent.getBean(Finalizers.class).statistics().close()).isOne();
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedConfiguration {

		@Bean
		Sessions sessions() {
			return new Sessions();
		}

		@Bean
		Session singleton() {
			return new Session("singleton");
		}

		@Bean
		@Scope("prototype")
		Session prototype() {
			return new Session("prototype");
		}

		@Bean
		@Scope("thread")
		Session threadScoped() {
			return new Session("thread");
		}

	}

	static class Session {

		private final String name;

		Session(String name) {
			this.name = name;
		}

	}

	static class Sessions implements TypeFinalizer<Session, String> {

		private final List<String> ended = new CopyOnWriteArrayList<>();

		@Override
		public Class<Session> type() {
			return Session.class;
		}

		@Override
		public String capture(Session session) {
			return session.name;
		}

		@Override
		public void finish(String name) {
			this.ended.add(name);
		}

	}

}
