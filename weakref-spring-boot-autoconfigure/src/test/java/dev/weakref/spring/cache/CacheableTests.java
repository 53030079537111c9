package dev.weakref.spring.cache;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.weakref.cache.WeakCache;
import dev.weakref.testsupport.Background;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

import org.springframework.cache.annotation.CacheConfig;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for Spring's cache annotations on weak caches.
 */
@Timeout(60)
class CacheableTests {

	@AutoClose
	private final CachingContext context = new CachingContext("weakref.caches.books.retain.maximum-size=100",
			"weakref.caches.loose=", "weakref.caches.papers.retain.maximum-size=100",
			"weakref.caches.papers.value-type=java.lang.StringBuilder");

	private final Library library = this.context.startWith(Library.class);

	private final WeakCache<String, Object> cache = this.context.cache("books");

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
	void aNullResultIsNotKeptByACacheOfAType() {
		WeakCache<String, StringBuilder> papers = this.context.cache("papers");
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
	void withoutAStrongTierAResultIsFoundWhileItIsHeld() {
		Object held = this.library.loose("held");
		this.library.loose("dropped");
		WeakCache<String, Object> loose = this.context.cache("loose");
		GarbageCollector.awaitUntil("one result is gone", () -> loose.estimatedSize() == 1);
		assertThat(this.library.loose("held")).isSameAs(held);
		assertThat(this.library.calls()).hasValue(2);
		this.library.loose("dropped");
		assertThat(this.library.calls()).hasValue(3);
	}

	@CacheConfig(cacheNames = "books", cacheManager = "weakCacheManager")
	static class Library {

		private final AtomicInteger calls = new AtomicInteger();

		private final CountDownLatch mayEnd = new CountDownLatch(1);

		AtomicInteger calls() {
			return this.calls;
		}

		CountDownLatch mayEnd() {
			return this.mayEnd;
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

}
