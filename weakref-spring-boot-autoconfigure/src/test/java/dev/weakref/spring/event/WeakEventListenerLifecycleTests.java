package dev.weakref.spring.event;

import java.util.ArrayList;
import java.util.List;

import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefListenersAutoConfiguration;
import dev.weakref.spring.event.ListeningApplication.Basket;
import dev.weakref.spring.event.ListeningApplication.Log;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.event.ContextClosedEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WeakEventListener} from the start-up to the close of an application
 * context.
 */
@ExtendWith(OutputCaptureExtension.class)
class WeakEventListenerLifecycleTests {

	@Test
	void anInstanceMadeDuringStartUpListens() {
		ListeningApplication.withPrototype(Basket.class).withUserConfiguration(Owner.class).run((context) -> {
			context.publishEvent("hello");
			assertThat(Log.of(context).entries).containsExactly(context.getBean(Owner.class).basket + " hello");
		});
	}

	@Test
	void aMethodThatTheDeclarationHidesIsMentionedOnce(CapturedOutput output) {
		ListeningApplication.runner().withUserConfiguration(Hidden.class).run((context) -> {
			for (int i = 0; i < 2; i++) {
				assertThat(context.getBean("hidden")).isNotNull();
			}
			context.publishEvent("hello");
			assertThat(Log.of(context).entries).isEmpty();
		});
		assertThat(output).containsOnlyOnce("The method " + Basket.class.getName()
				+ ".on(java.lang.String) of the bean 'hidden' is annotated with @WeakEventListener but is never"
				+ " called, as it was not found at start-up. Declare the bean with the class that has the "
				+ "method; a FactoryBean tells it by getObjectType()");
	}

	@Test
	void aMethodThatTheDeclarationHidesIsFoundIfThereIsAnInstanceAtStartUp(CapturedOutput output) {
		ListeningApplication.runner().withUserConfiguration(Hidden.class, UserOfHidden.class).run((context) -> {
			context.publishEvent("hello");
			assertThat(Log.of(context).entries).containsExactly("basket 0 hello");
			assertThat(context.getBean(UserOfHidden.class).hidden).isNotNull();
		});
		assertThat(output).doesNotContain("is never called");
	}

	@Test
	void theCloseOfTheContextIsTheLastEventThatIsReceived() {
		List<Object> heard = new ArrayList<>();
		ListeningApplication.withPrototype(Closing.class).run((context) -> {
			Closing listener = context.getBean(Closing.class);
			Object singleton = new Object();
			context.getBean(WeakApplicationListeners.class)
				.on(singleton, ContextClosedEvent.class, (owner, event) -> heard.add(event));
			context.getSourceApplicationContext().close();
			assertThat(listener.heard).hasSize(1);
			assertThat(heard).isEqualTo(listener.heard);
		});
	}

	@Test
	void anInstanceMadeDuringTheCloseOfTheContextDoesNotListen() {
		List<Object> made = new ArrayList<>();
		ListeningApplication.withPrototype(Basket.class)
			.withBean("last", LastMaker.class, () -> new LastMaker(made))
			.run((context) -> assertThat(made).isEmpty());
		assertThat(made).hasSize(1);
	}

	@Test
	void listenersOfParentAndChildHearWhatTheChildPublishesUntilItIsClosed() {
		ListeningApplication.withPrototype(Basket.class).run((parent) -> {
			Basket ofParent = parent.getBean(Basket.class);
			AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext();
			child.setParent(parent);
			child.register(Own.class, WeakRefAutoConfiguration.class, WeakRefListenersAutoConfiguration.class);
			child.refresh();
			Basket ofChild = child.getBean("own", Basket.class);
			child.publishEvent("child");
			assertThat(Log.of(parent).entries).containsExactly(ofChild + " child", ofParent + " child");
			parent.publishEvent("parent");
			assertThat(Log.of(parent).entries).hasSize(3).endsWith(ofParent + " parent");
			child.close();
			parent.publishEvent("alone");
			assertThat(Log.of(parent).entries).hasSize(4).endsWith(ofParent + " alone");
			assertThat(ofChild.number).isNotEqualTo(ofParent.number);
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class Owner {

		private final Basket basket;

		Owner(Basket basket) {
			this.basket = basket;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Hidden {

		@Bean
		@Scope("prototype")
		Object hidden(Log log) {
			return new Basket(log);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UserOfHidden {

		private final Object hidden;

		UserOfHidden(@Qualifier("hidden") Object hidden) {
			this.hidden = hidden;
		}

	}

	static class Closing {

		final List<Object> heard = new ArrayList<>();

		@WeakEventListener
		void on(ContextClosedEvent event) {
			this.heard.add(event);
		}

	}

	static class LastMaker implements BeanFactoryAware, DisposableBean {

		private final List<Object> made;

		private BeanFactory beanFactory;

		LastMaker(List<Object> made) {
			this.made = made;
		}

		@Override
		public void setBeanFactory(BeanFactory beanFactory) {
			this.beanFactory = beanFactory;
		}

		@Override
		public void destroy() {
			this.made.add(this.beanFactory.getBean(Basket.class));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Own {

		@Bean
		@Scope("prototype")
		Basket own(Log log) {
			return new Basket(log);
		}

	}

}
