package dev.weakref.jmh;

import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefFinalizersAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefTrackingAutoConfiguration;
import dev.weakref.spring.bean.DestroyWhenUnused;
import dev.weakref.spring.bean.Tracked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.MapPropertySource;

/**
 * Making and dropping a prototype bean: without this library, with it but without the
 * tracking of beans, with all of it, tracked, and destroyed when unused. Not more at a time than the collector and the reaper keep up
 * with.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 20)
@Measurement(iterations = 10)
@Fork(value = 2, jvmArgsAppend = { "-Xms4g", "-Xmx4g" })
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
public class BeanBenchmark {

	private static final int SIZE = 100_000;

	@Param({ "without", "untrackable", "plain", "tracked", "destroyWhenUnused" })
	private String contestant;

	private AnnotationConfigApplicationContext context;

	private String bean;

	@Setup
	public void start() {
		boolean without = this.contestant.equals("without");
		boolean untrackable = this.contestant.equals("untrackable");
		this.bean = (without || untrackable) ? "plain" : this.contestant;
		this.context = new AnnotationConfigApplicationContext();
		this.context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("benchmark", Map.of("weakref.beans.track", "com.example.orders")));
		this.context.register(Beans.class);
		if (!without) {
			this.context.register(WeakRefAutoConfiguration.class, WeakRefFinalizersAutoConfiguration.class, WeakRefTrackingAutoConfiguration.class,
					WeakRefFinalizersAutoConfiguration.class, WeakRefTrackingAutoConfiguration.class);
		}
		if (!without && !untrackable) {
			this.context.register(WeakRefFinalizersAutoConfiguration.class, WeakRefTrackingAutoConfiguration.class);
		}
		this.context.refresh();
		if (!without) {
			this.context.getBean("tracked");
		}
	}

	@TearDown
	public void stop() {
		this.context.close();
	}

	@Setup(Level.Iteration)
	public void collect() {
		System.gc();
	}

	@Benchmark
	@OperationsPerInvocation(SIZE)
	public Object getBean() {
		Object last = this;
		for (int i = 0; i < SIZE; i++) {
			last = this.context.getBean(this.bean);
		}
		return last;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties
	static class Beans {

		@Bean
		@Scope("prototype")
		Plain plain() {
			return new Plain();
		}

		@Bean
		@Scope("prototype")
		@Tracked
		Plain tracked() {
			return new Plain();
		}

		@Bean
		@Scope("prototype")
		@DestroyWhenUnused
		Plain destroyWhenUnused() {
			return new Plain();
		}

	}

	static class Plain implements AutoCloseable {

		@Override
		public void close() {
		}

	}

}
