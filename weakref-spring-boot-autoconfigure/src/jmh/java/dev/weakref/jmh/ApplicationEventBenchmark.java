package dev.weakref.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.weakref.reaper.Reaper;
import dev.weakref.signal.Signal;
import dev.weakref.signal.Signals;
import dev.weakref.spring.event.WeakApplicationListeners;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.SimpleApplicationEventMulticaster;

/**
 * Publishing an application event to a thousand listeners.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class ApplicationEventBenchmark {

	private static final int LISTENERS = 1000;

	@Param({ "spring-strong", "ours-weak", "signal-weak" })
	public String contestant;

	private final List<Counter> counters = new ArrayList<>();

	private final Event event = new Event(this);

	private Reaper reaper;

	private Consumer<Event> measured;

	@Setup
	public void listen() {
		for (int i = 0; i < LISTENERS; i++) {
			this.counters.add(new Counter());
		}
		this.reaper = Reaper.start();
		SimpleApplicationEventMulticaster multicaster = new SimpleApplicationEventMulticaster();
		this.measured = multicaster::multicastEvent;
		switch (this.contestant) {
			case "spring-strong" -> this.counters.forEach(multicaster::addApplicationListener);
			case "ours-weak" -> {
				WeakApplicationListeners listeners = new WeakApplicationListeners(new DefaultListableBeanFactory(),
						multicaster, this.reaper, ForkJoinPool.commonPool());
				this.counters.forEach((counter) -> listeners.on(counter, Event.class, Counter::onApplicationEvent));
			}
			case "signal-weak" -> {
				Signal<Object, Event> signal = new Signals(this.reaper).create();
				this.counters.forEach((counter) -> signal.connect(counter, Counter::onApplicationEvent));
				multicaster.addApplicationListener((Event event) -> signal.send(null, event));
			}
			default -> throw new IllegalArgumentException(this.contestant);
		}
	}

	@TearDown
	public void close() {
		this.reaper.close();
	}

	@Benchmark
	public void publish() {
		this.measured.accept(this.event);
	}

	public static final class Counter implements ApplicationListener<Event> {

		private long events;

		@Override
		public void onApplicationEvent(Event event) {
			this.events++;
		}

	}

	public static final class Event extends ApplicationEvent {

		private static final long serialVersionUID = 1L;

		Event(Object source) {
			super(source);
		}

	}

}
