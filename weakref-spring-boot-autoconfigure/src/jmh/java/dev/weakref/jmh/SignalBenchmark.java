package dev.weakref.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import com.google.common.eventbus.EventBus;
import com.google.common.eventbus.Subscribe;
import dev.weakref.reaper.Reaper;
import dev.weakref.signal.Signal;
import dev.weakref.signal.Signals;
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

import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.SimpleApplicationEventMulticaster;

/**
 * Sending an event to ten receivers.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class SignalBenchmark {

	private static final int RECEIVERS = 10;

	@Param({ "spring-multicaster", "guava-event-bus", "ours-weak", "ours-weak-one-sender", "ours-strong" })
	public String contestant;

	private final List<Counter> counters = new ArrayList<>();

	private final Event event = new Event(this);

	private Reaper reaper;

	private Consumer<Event> measured;

	@Setup
	public void connect() {
		for (int i = 0; i < RECEIVERS; i++) {
			this.counters.add(new Counter());
		}
		this.reaper = Reaper.start();
		Signal<Object, Event> signal = new Signals(this.reaper).create();
		this.measured = switch (this.contestant) {
			case "spring-multicaster" -> {
				SimpleApplicationEventMulticaster multicaster = new SimpleApplicationEventMulticaster();
				this.counters.forEach(multicaster::addApplicationListener);
				yield multicaster::multicastEvent;
			}
			case "guava-event-bus" -> {
				EventBus bus = new EventBus();
				this.counters.forEach(bus::register);
				yield bus::post;
			}
			case "ours-weak" -> {
				this.counters.forEach((counter) -> signal.connect(counter, Counter::onApplicationEvent));
				yield (event) -> signal.send(this, event);
			}
			case "ours-weak-one-sender" -> {
				this.counters.forEach((counter) -> signal.from(this).connect(counter, Counter::onApplicationEvent));
				yield (event) -> signal.send(this, event);
			}
			case "ours-strong" -> {
				this.counters.forEach((counter) -> signal.connectStrong(counter::onApplicationEvent));
				yield (event) -> signal.send(this, event);
			}
			default -> throw new IllegalArgumentException(this.contestant);
		};
	}

	@TearDown
	public void close() {
		this.reaper.close();
	}

	@Benchmark
	public void send() {
		this.measured.accept(this.event);
	}

	public static final class Counter implements ApplicationListener<Event> {

		private long events;

		@Override
		@Subscribe
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
