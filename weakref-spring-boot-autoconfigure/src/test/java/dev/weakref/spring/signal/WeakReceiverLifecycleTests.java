package dev.weakref.spring.signal;

import java.util.ArrayList;
import java.util.List;

import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefReceiversAutoConfiguration;
import dev.weakref.signal.Signal;
import dev.weakref.signal.Signals;
import dev.weakref.spring.signal.ShopApplication.Clerk;
import dev.weakref.spring.signal.ShopApplication.Clerks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.BeanCurrentlyInCreationException;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WeakReceiver} at the start-up and at the close of an application
 * context.
 */
@ExtendWith(OutputCaptureExtension.class)
class WeakReceiverLifecycleTests {

	@Test
	void withoutReceiversAndSignalsNoBeanIsCreated() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(WeakRefAutoConfiguration.class, WeakRefReceiversAutoConfiguration.class))
			.run((context) -> assertThat(context.getBeanFactory().containsSingleton("weakRefSignals")).isFalse());
	}

	@Test
	void aSignalThatNeedsAReceiverOfAnotherDoesNotKeepThatFromBeingFound() {
		ShopApplication.runner().withUserConfiguration(Entangled.class).run((context) -> {
			ShopApplication.signal(context, "other").send(null, "milk");
			assertThat(context.getBean(Listener.class).heard).containsExactly("milk");
		});
	}

	@Test
	void aSignalThatNeedsItsOwnReceiverIsReportedAsACycle() {
		ShopApplication.runner()
			.withUserConfiguration(Cycle.class)
			.run((context) -> assertThat(context).getFailure()
				.hasRootCauseInstanceOf(BeanCurrentlyInCreationException.class));
	}

	@Test
	void anInstanceMayComeAndGoWhileTheContextIsClosed(CapturedOutput output) {
		List<Object> made = new ArrayList<>();
		ShopApplication.runner()
			.withBean(ShortVisit.class, () -> new ShortVisit(made))
			.withUserConfiguration(Clerks.class)
			.run((context) -> assertThat(context.getBean(Clerk.class)).isNotNull());
		assertThat(made).hasSize(1);
		assertThat(output).contains("is not available, so the bean receives no signals");
	}

	@Test
	void theFirstInstanceMayComeWhileTheContextIsClosed() {
		List<Object> made = new ArrayList<>();
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(WeakRefAutoConfiguration.class, WeakRefReceiversAutoConfiguration.class))
			.withBean(ShortVisit.class, () -> new ShortVisit(made))
			.withUserConfiguration(Clerks.class)
			.run((context) -> assertThat(made).isEmpty());
		assertThat(made).hasSize(1);
	}

	static class Listener {

		final List<String> heard = new ArrayList<>();

		@WeakReceiver("news")
		void hear(String event) {
			this.heard.add(event);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Entangled {

		@Bean
		Signal<Object, Object> needy(Signals signals, Listener listener) {
			return signals.create("needy");
		}

		@Bean
		Listener listener() {
			return new Listener();
		}

		@Bean
		Signal<Object, Object> other(Signals signals) {
			return signals.create("news");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Cycle {

		@Bean
		Signal<Object, Object> needy(Signals signals, Listener listener) {
			return signals.create("news");
		}

		@Bean
		Listener listener() {
			return new Listener();
		}

	}

	/**
	 * Makes a prototype at the end, and destroys it.
	 */
	static class ShortVisit implements BeanFactoryAware, DisposableBean {

		private final List<Object> made;

		private ConfigurableBeanFactory beanFactory;

		ShortVisit(List<Object> made) {
			this.made = made;
		}

		@Override
		public void setBeanFactory(BeanFactory beanFactory) {
			this.beanFactory = (ConfigurableBeanFactory) beanFactory;
		}

		@Override
		public void destroy() {
			Object clerk = this.beanFactory.getBean("clerk");
			this.beanFactory.destroyBean("clerk", clerk);
			this.made.add(clerk);
		}

	}

}
