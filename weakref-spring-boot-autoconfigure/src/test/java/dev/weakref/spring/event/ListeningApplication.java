package dev.weakref.spring.event;

import java.util.ArrayList;
import java.util.List;

import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefListenersAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * An application that writes down what its listeners hear.
 */
final class ListeningApplication {

	private ListeningApplication() {
	}

	static ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(WeakRefAutoConfiguration.class, WeakRefListenersAutoConfiguration.class))
			.withBean(Log.class);
	}

	static ApplicationContextRunner withPrototype(Class<?> type) {
		return runner().withInitializer((context) -> ((GenericApplicationContext) context).registerBean(type,
				(definition) -> definition.setScope("prototype")));
	}

	static class Log {

		final List<Object> entries = new ArrayList<>();

		int baskets;

		static Log of(ApplicationContext context) {
			return context.getBean(Log.class);
		}

	}

	static class Basket {

		final int number;

		private final Log log;

		private int heard;

		Basket(Log log) {
			this.log = log;
			this.number = log.baskets++;
		}

		int heard() {
			return this.heard;
		}

		@WeakEventListener
		void on(String event) {
			this.heard++;
			this.log.entries.add(this + " " + event);
		}

		@Override
		public String toString() {
			return "basket " + this.number;
		}

	}

}
