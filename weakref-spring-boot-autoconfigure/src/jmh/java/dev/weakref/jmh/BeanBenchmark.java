package dev.weakref.jmh;

import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.weakref.autoconfigure.DestroyWhenUnusedAutoConfiguration;
import dev.weakref.autoconfigure.FinalizerAutoConfiguration;
import dev.weakref.autoconfigure.TrackedBeansAutoConfiguration;
import dev.weakref.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.spring.bean.DestroyWhenUnused;
import dev.weakref.spring.bean.Tracked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.MapPropertySource;

/**
 * Making a prototype bean: without this library, with it, tracked, and destroyed when
 * unused.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
public class BeanBenchmark {

	@Param({ "without", "plain", "tracked", "destroyWhenUnused" })
	private String contestant;

	private AnnotationConfigApplicationContext context;

	private String bean;

	@Setup
	public void start() {
		boolean without = this.contestant.equals("without");
		this.bean = without ? "plain" : this.contestant;
		this.context = new AnnotationConfigApplicationContext();
		this.context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("benchmark", Map.of("weakref.registry.track", "com.example.orders")));
		this.context.register(Beans.class);
		if (!without) {
			this.context.register(WeakRefAutoConfiguration.class, FinalizerAutoConfiguration.class,
					TrackedBeansAutoConfiguration.class, DestroyWhenUnusedAutoConfiguration.class);
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

	@Benchmark
	public Object getBean() {
		return this.context.getBean(this.bean);
	}

	@Configuration(proxyBeanMethods = false)
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
