package dev.weakref.spring.cache;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.weakref.autoconfigure.WeakCacheManagerAutoConfiguration;
import dev.weakref.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.cache.WeakCache;
import dev.weakref.testsupport.Background;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.cache.annotation.CacheConfig;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for Spring's cache annotations on weak caches.
 */
@Timeout(60)
class CacheableTests {

	private static final Duration DEADLINE = Duration.ofSeconds(5);

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private Library library;

	private WeakCache<Object, Object> cache;

	@BeforeEach
	@SuppressWarnings("unchecked")
	void start() {
		TestPropertyValues
			.of("weakref.caches.books.retain.maximum-size=100", "weakref.caches.loose=",
					"weakref.caches.papers.retain.maximum-size=100",
					"weakref.caches.papers.value-type=java.lang.StringBuilder")
			.applyTo(this.context);
		this.context.register(Application.class);
		this.context.refresh();
		this.library = this.context.getBean(Library.class);
		this.cache = this.context.getBean("books", WeakCache.class);
	}

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void aMethodIsCalledOnce() {
		Object book = this.library.plain("a");
		assertThat(this.library.plain("a")).isSameAs(book);
		assertThat(this.library.plain("b")).isNotSameAs(book);
		assertThat(this.library.calls()).hasValue(2);
		assertThat(this.cache.statistics().hits()).isOne();
	}

	@Test
	void severalArgumentsAreAKey() {
		assertThat(this.library.both("a", 1)).isSameAs(this.library.both("a", 1));
		assertThat(this.library.calls()).hasValue(1);
	}

	@Test
	void aNullResultIsKept() {
		assertThat(this.library.nothing("a")).isNull();
		assertThat(this.library.nothing("a")).isNull();
		assertThat(this.library.calls()).hasValue(1);
	}

	@Test
	@SuppressWarnings("unchecked")
	void aNullResultIsNotKeptByACacheOfAType() {
		WeakCache<String, StringBuilder> papers = this.context.getBean("papers", WeakCache.class);
		assertThat(this.library.noPaper("a")).isNull();
		assertThat(this.library.noPaperInSync("a")).isNull();
		assertThat(this.library.noFuturePaper("a").join()).isNull();
		assertThat(this.library.noFuturePaperInSync("a").join()).isNull();
		assertThat(this.library.noMonoOfPaper("a").blockOptional()).isEmpty();
		assertThat(this.library.noMonoOfPaperInSync("a").blockOptional()).isEmpty();
		assertThat(this.library.calls()).hasValue(6);
		StringBuilder paper = papers.get("a", StringBuilder::new);
		assertThat(papers.asMap().values()).containsExactly(paper);
		assertThat(this.library.noPaper("a")).isSameAs(paper);
	}

	@Test
	void anOptionalIsUnwrapped() {
		Optional<Object> book = this.library.optional("a");
		assertThat(this.library.optional("a").get()).isSameAs(book.get());
		assertThat(this.library.calls()).hasValue(1);
		assertThat(this.cache.getIfPresent("a")).isSameAs(book.get());
	}

	@Test
	void anExceptionIsNotKept() {
		assertThatIllegalStateException().isThrownBy(() -> this.library.failing("a")).withMessage("on purpose");
		assertThatIllegalStateException().isThrownBy(() -> this.library.failing("a"));
		assertThatIllegalStateException().isThrownBy(() -> this.library.failingInSync("a")).withMessage("on purpose");
		assertThat(this.library.calls()).hasValue(3);
	}

	@Test
	void inSyncAMethodIsCalledByOneThread() {
		List<Background<Object>> threads = IntStream.range(0, 4)
			.mapToObj((i) -> Background.start(() -> this.library.inSync("a")))
			.toList();
		threads.forEach(Background::awaitWaiting);
		this.library.mayEnd().countDown();
		assertThat(threads).extracting(Background::result).containsOnly(threads.get(0).result());
		assertThat(this.cache.getIfPresent("a")).isSameAs(threads.get(0).result());
		assertThat(this.library.calls()).hasValue(1);
	}

	@Test
	void aFutureIsKeptByWhatItGives() {
		Object book = this.library.future("a").join();
		assertThat(this.library.future("a").join()).isSameAs(book);
		assertThat(this.cache.getIfPresent("a")).isSameAs(book);
		assertThat(this.library.calls()).hasValue(1);
	}

	@Test
	void inSyncAFutureIsSharedWhileItIsNotDone() {
		CompletableFuture<Object> one = this.library.futureInSync("a");
		CompletableFuture<Object> two = this.library.futureInSync("a");
		assertThat(one).isNotDone();
		this.library.pending().complete("book");
		assertThat(one.join()).isEqualTo("book");
		assertThat(two.join()).isEqualTo("book");
		assertThat(this.library.futureInSync("a").join()).isEqualTo("book");
		assertThat(this.library.calls()).hasValue(1);
	}

	@Test
	void inSyncAFutureOfNothingIsKept() {
		this.library.pending().complete(null);
		assertThat(this.library.futureInSync("a").join()).isNull();
		assertThat(this.library.futureInSync("a").join()).isNull();
		assertThat(this.library.calls()).hasValue(1);
	}

	@Test
	void inSyncAFutureThatFailsIsNotKept() {
		this.library.pending().completeExceptionally(new IllegalStateException("on purpose"));
		assertThat(this.library.futureInSync("a")).failsWithin(DEADLINE);
		assertThat(this.library.futureInSync("a")).failsWithin(DEADLINE)
			.withThrowableThat()
			.withRootCauseInstanceOf(IllegalStateException.class);
		assertThat(this.library.calls()).hasValue(2);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void aMonoIsKeptByWhatItGives(boolean sync) {
		Object book = mono("a", sync).block();
		assertThat(book).isNotNull();
		assertThat(mono("a", sync).block()).isSameAs(book);
		assertThat(this.cache.getIfPresent("a")).isSameAs(book);
		assertThat(this.library.calls()).hasValue(1);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void aFluxIsKeptAsAList(boolean sync) {
		List<Object> books = flux("a", sync).collectList().block();
		assertThat(books).hasSize(2);
		assertThat(flux("a", sync).collectList().block()).containsExactlyElementsOf(books);
		assertThat(this.library.calls()).hasValue(1);
	}

	@Test
	void inSyncSubscribersShareOneLoad() {
		CompletableFuture<Object> one = this.library.pendingMonoInSync("a").toFuture();
		CompletableFuture<Object> two = this.library.pendingMonoInSync("a").toFuture();
		this.library.pending().complete("book");
		assertThat(one.join()).isEqualTo("book");
		assertThat(two.join()).isEqualTo("book");
		assertThat(this.library.calls()).hasValue(1);
	}

	@Test
	void anEntryIsEvictedAndPut() {
		Object book = this.library.plain("a");
		this.library.evict("a");
		assertThat(this.library.plain("a")).isNotSameAs(book);
		Object put = this.library.put("a");
		assertThat(this.library.plain("a")).isSameAs(put);
		this.library.clear();
		assertThat(this.cache.liveCount()).isZero();
	}

	@Test
	void aNameThatNoCacheHasIsSpringsError() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.library.unknown("a"))
			.withMessageStartingWith("Cannot find cache named 'nowhere'");
	}

	@Test
	void withoutAStrongTierAResultIsFoundWhileSomebodyHoldsIt() {
		Object held = this.library.loose("held");
		this.library.loose("dropped");
		WeakCache<?, ?> loose = this.context.getBean("loose", WeakCache.class);
		GarbageCollector.awaitUntil("one result is gone", () -> loose.estimatedSize() == 1);
		assertThat(this.library.loose("held")).isSameAs(held);
		assertThat(this.library.calls()).hasValue(2);
		this.library.loose("dropped");
		assertThat(this.library.calls()).hasValue(3);
	}

	private Mono<Object> mono(String title, boolean sync) {
		return (sync) ? this.library.monoInSync(title) : this.library.mono(title);
	}

	private Flux<Object> flux(String title, boolean sync) {
		return (sync) ? this.library.fluxInSync(title) : this.library.flux(title);
	}

	@CacheConfig(cacheNames = "books", cacheManager = "weakCacheManager")
	static class Library {

		private final AtomicInteger calls = new AtomicInteger();

		private final CountDownLatch mayEnd = new CountDownLatch(1);

		private final CompletableFuture<Object> pending = new CompletableFuture<>();

		AtomicInteger calls() {
			return this.calls;
		}

		CountDownLatch mayEnd() {
			return this.mayEnd;
		}

		CompletableFuture<Object> pending() {
			return this.pending;
		}

		@Cacheable
		Object plain(String title) {
			return book();
		}

		@Cacheable
		Object both(String title, int volume) {
			return book();
		}

		@Cacheable
		Object nothing(String title) {
			book();
			return null;
		}

		@Cacheable("papers")
		Object noPaper(String title) {
			book();
			return null;
		}

		@Cacheable(cacheNames = "papers", sync = true)
		Object noPaperInSync(String title) {
			book();
			return null;
		}

		@Cacheable("papers")
		CompletableFuture<Object> noFuturePaper(String title) {
			book();
			return CompletableFuture.completedFuture(null);
		}

		@Cacheable(cacheNames = "papers", sync = true)
		CompletableFuture<Object> noFuturePaperInSync(String title) {
			book();
			return CompletableFuture.completedFuture(null);
		}

		@Cacheable("papers")
		Mono<Object> noMonoOfPaper(String title) {
			book();
			return Mono.empty();
		}

		@Cacheable(cacheNames = "papers", sync = true)
		Mono<Object> noMonoOfPaperInSync(String title) {
			book();
			return Mono.empty();
		}

		@Cacheable
		Optional<Object> optional(String title) {
			return Optional.of(book());
		}

		@Cacheable
		Object failing(String title) {
			book();
			throw new IllegalStateException("on purpose");
		}

		@Cacheable(sync = true)
		Object failingInSync(String title) {
			book();
			throw new IllegalStateException("on purpose");
		}

		@Cacheable(sync = true)
		Object inSync(String title) throws InterruptedException {
			this.mayEnd.await();
			return book();
		}

		@Cacheable
		CompletableFuture<Object> future(String title) {
			return CompletableFuture.completedFuture(book());
		}

		@Cacheable(sync = true)
		CompletableFuture<Object> futureInSync(String title) {
			book();
			return this.pending;
		}

		@Cacheable
		Mono<Object> mono(String title) {
			return Mono.fromSupplier(this::book);
		}

		@Cacheable(sync = true)
		Mono<Object> monoInSync(String title) {
			return Mono.fromSupplier(this::book);
		}

		@Cacheable(sync = true)
		Mono<Object> pendingMonoInSync(String title) {
			book();
			return Mono.fromFuture(this.pending);
		}

		@Cacheable
		Flux<Object> flux(String title) {
			return Flux.defer(() -> Flux.just(book(), new Object()));
		}

		@Cacheable(sync = true)
		Flux<Object> fluxInSync(String title) {
			return Flux.defer(() -> Flux.just(book(), new Object()));
		}

		@CacheEvict
		void evict(String title) {
		}

		@CacheEvict(allEntries = true, beforeInvocation = true)
		void clear() {
		}

		@CachePut
		Object put(String title) {
			return book();
		}

		@Cacheable("nowhere")
		Object unknown(String title) {
			return book();
		}

		@Cacheable("loose")
		Object loose(String title) {
			return book();
		}

		private Object book() {
			this.calls.incrementAndGet();
			return new Object();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching(proxyTargetClass = true)
	@ImportAutoConfiguration({ WeakRefAutoConfiguration.class, WeakCacheManagerAutoConfiguration.class })
	static class Application {

		@Bean
		Library library() {
			return new Library();
		}

	}

}
