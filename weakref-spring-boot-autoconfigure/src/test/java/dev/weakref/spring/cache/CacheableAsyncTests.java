package dev.weakref.spring.cache;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import dev.weakref.cache.WeakCache;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.cache.annotation.CacheConfig;
import org.springframework.cache.annotation.Cacheable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for Spring's cache annotations on methods that give futures and publishers.
 */
@Timeout(60)
class CacheableAsyncTests {

	private static final Duration DEADLINE = Duration.ofSeconds(30);

	@AutoClose
	private final CachingContext context = new CachingContext("weakref.caches.books.retain.maximum-size=100");

	private final Library library = this.context.startWith(Library.class);

	private final WeakCache<String, Object> cache = this.context.cache("books");

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

	private Mono<Object> mono(String title, boolean sync) {
		return (sync) ? this.library.monoInSync(title) : this.library.mono(title);
	}

	private Flux<Object> flux(String title, boolean sync) {
		return (sync) ? this.library.fluxInSync(title) : this.library.flux(title);
	}

	@CacheConfig(cacheNames = "books", cacheManager = "weakCacheManager")
	static class Library {

		private final AtomicInteger calls = new AtomicInteger();

		private final CompletableFuture<Object> pending = new CompletableFuture<>();

		AtomicInteger calls() {
			return this.calls;
		}

		CompletableFuture<Object> pending() {
			return this.pending;
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

		private Object book() {
			this.calls.incrementAndGet();
			return new Object();
		}

	}

}
