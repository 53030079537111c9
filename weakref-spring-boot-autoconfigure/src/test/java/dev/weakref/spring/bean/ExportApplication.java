package dev.weakref.spring.bean;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefFinalizersAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefTrackingAutoConfiguration;
import dev.weakref.collection.SimulatedCollector;
import dev.weakref.reference.Referents;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Scope;

/**
 * An application whose exports are destroyed when unused, and what happens to them.
 */
final class ExportApplication {

	private ExportApplication() {
	}

	static ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class,
					WeakRefFinalizersAutoConfiguration.class, WeakRefTrackingAutoConfiguration.class))
			.withBean(Events.class)
			.withUserConfiguration(Export.class);
	}

	/**
	 * Do to a proxy what the collector does to one that is not held.
	 */
	static void collect(ApplicationContext context, Object proxy) {
		SimulatedCollector.collect(context.getBean(Referents.class), proxy);
	}

	static class Events {

		private final List<String> events = Collections.synchronizedList(new ArrayList<>());

		void add(String event) {
			this.events.add(event);
		}

		void clear() {
			this.events.clear();
		}

		boolean isEmpty() {
			return this.events.isEmpty();
		}

		List<String> list() {
			synchronized (this.events) {
				return List.copyOf(this.events);
			}
		}

	}

	@Scope("prototype")
	@DestroyWhenUnused
	static class Export implements AutoCloseable {

		private final Events events;

		private String name;

		Export(Events events) {
			this.events = events;
		}

		Export name(String name) {
			this.name = name;
			return this;
		}

		String name() {
			return this.name;
		}

		void work(CountDownLatch begun, CountDownLatch goOn) {
			begun.countDown();
			try {
				goOn.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			this.events.add("worked");
		}

		void listenIn(List<Object> listeners) {
			listeners.add(this);
		}

		@Override
		public void close() {
			this.events.add("closed " + this.name + " on " + Thread.currentThread().getName());
		}

	}

}
