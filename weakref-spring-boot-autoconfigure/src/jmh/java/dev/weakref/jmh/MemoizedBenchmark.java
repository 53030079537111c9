package dev.weakref.jmh;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;

import dev.weakref.memo.Memoizers;
import dev.weakref.reaper.Reaper;
import dev.weakref.spring.cache.Memoized;
import dev.weakref.spring.cache.MemoizedPostProcessor;
import org.aopalliance.intercept.MethodInterceptor;
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

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * Asking for a result that is remembered, for one of a thousand arguments. A proxy that
 * does nothing shows what Spring's share is.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class MemoizedBenchmark {

	private static final int SIZE = 1 << 10;

	@Param({ "chm", "empty-proxy", "memoized-function", "memoized-bi-function", "memoized-method" })
	public String contestant;

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final Document[] documents = new Document[SIZE];

	private Function<Document, Object> function;

	private int next;

	@Setup
	public void fill() {
		this.context.registerBean(Reaper.class, Reaper::start);
		this.context.registerBean(Memoizers.class);
		this.context.registerBean(MemoizedPostProcessor.class, this::postProcessor);
		this.context.registerBean(Styles.class);
		this.context.refresh();
		for (int i = 0; i < SIZE; i++) {
			this.documents[i] = new Document(i);
		}
		this.function = function();
	}

	@TearDown
	public void close() {
		this.context.close();
	}

	@Benchmark
	public Object hit() {
		return this.function.apply(next());
	}

	private Function<Document, Object> function() {
		Memoizers memoizers = this.context.getBean(Memoizers.class);
		return switch (this.contestant) {
			case "chm" -> {
				ConcurrentMap<Object, Object> map = new ConcurrentHashMap<>();
				for (Document document : this.documents) {
					map.put(document, new Object());
				}
				yield map::get;
			}
			case "empty-proxy" -> {
				ProxyFactory proxies = new ProxyFactory(new Styles());
				proxies.addAdvice((MethodInterceptor) (invocation) -> invocation.getArguments()[0]);
				yield ((Styles) proxies.getProxy())::style;
			}
			case "memoized-function" -> memoizers.memoize("function", (document) -> new Object());
			case "memoized-bi-function" -> {
				BiFunction<Document, Document, Object> pairs = memoizers.memoizeBiFunction("pairs",
						(one, other) -> new Object());
				yield (document) -> pairs.apply(document, document);
			}
			case "memoized-method" -> this.context.getBean(Styles.class)::style;
			default -> throw new IllegalArgumentException(this.contestant);
		};
	}

	private MemoizedPostProcessor postProcessor() {
		return new MemoizedPostProcessor(this.context.getBeanFactory(), true,
				this.context.getBeanProvider(Memoizers.class));
	}

	private Document next() {
		return this.documents[this.next++ & (SIZE - 1)];
	}

	public record Document(int number) {

	}

	public static class Styles {

		@Memoized
		public Object style(Document document) {
			return new Object();
		}

	}

}
