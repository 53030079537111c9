package dev.weakref.jmh;

import java.util.concurrent.TimeUnit;

import dev.weakref.cache.WeakCaches;
import dev.weakref.reaper.Reaper;
import dev.weakref.spring.cache.WeakCacheManager;
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

import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * Calling a {@code @Cacheable} method whose result is in the cache, one of a thousand.
 * Most of the time is Spring's own.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class CacheableBenchmark {

	private static final int SIZE = 1 << 10;

	@Param({ "concurrent-map", "caffeine", "ours-weak-values", "ours-weak-values-retain" })
	public String contestant;

	private final Reaper reaper = Reaper.start();

	private final WeakCaches caches = new WeakCaches(this.reaper, (cache) -> {
	});

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final String[] titles = new String[SIZE];

	private final Object[] books = new Object[SIZE];

	private Object cache;

	private Library library;

	private int next;

	@Setup
	public void fill() {
		this.context.registerBean("manager", CacheManager.class, this::manager);
		this.context.register(Caching.class, Library.class);
		this.context.refresh();
		this.library = this.context.getBean(Library.class);
		for (int i = 0; i < SIZE; i++) {
			this.titles[i] = "title" + i;
			this.books[i] = this.library.book(this.titles[i]);
		}
	}

	@TearDown
	public void close() {
		this.context.close();
		this.reaper.close();
	}

	@Benchmark
	public Object hit() {
		return this.library.book(this.titles[this.next++ & (SIZE - 1)]);
	}

	private CacheManager manager() {
		if (this.contestant.equals("concurrent-map")) {
			return new ConcurrentMapCacheManager();
		}
		if (this.contestant.equals("caffeine")) {
			CaffeineCacheManager manager = new CaffeineCacheManager();
			manager.setCacheSpecification("maximumSize=10000,recordStats");
			return manager;
		}
		this.cache = this.caches.create("books", (cache) -> cache
			.retain(this.contestant.endsWith("retain") ? (tier) -> tier.maximumSize(10_000) : null));
		return new WeakCacheManager(this.caches, this.reaper.suitability());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching(proxyTargetClass = true)
	static class Caching {

	}

	public static class Library {

		@Cacheable("books")
		public Object book(String title) {
			return new Object();
		}

	}

}
