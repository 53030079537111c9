package dev.weakref.boot.observation;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;

import dev.weakref.cache.NullLoadException;
import dev.weakref.cache.WeakCache;
import dev.weakref.testsupport.Background;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the observations of loads for which no thread waits.
 */
class LoadObservationAsyncTests {

	private final ObservedCaches caches = new ObservedCaches();

	private final Object value = new Object();

	@AfterEach
	void close() {
		this.caches.close();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void theObservationEndsWithTheStage(boolean near) {
		CompletableFuture<Object> stage = new CompletableFuture<>();
		CompletableFuture<Object> result = cache(near).getAsync("key", (key) -> stage);
		assertThat(this.caches.registry.getCurrentObservationScope()).isNull();
		assertThat(this.caches.registry).hasSingleObservationThat().hasBeenStarted().isNotStopped();
		CompletableFuture<Boolean> stoppedBefore = result.handle((value, failure) -> {
			assertThat(this.caches.registry).hasSingleObservationThat().hasBeenStopped();
			return true;
		});
		Boolean clean = Background.start(() -> {
			stage.complete(this.value);
			return this.caches.registry.getCurrentObservationScope() == null;
		}).result();
		assertThat(clean).isTrue();
		assertThat(stoppedBefore.join()).isTrue();
		assertThat(result.join()).isSameAs(this.value);
		assertThat(this.caches.registry).hasSingleObservationThat().hasBeenStopped().doesNotHaveError();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void theExceptionOfTheStageIsRecordedWithoutTheOneAroundIt(boolean near) {
		IOException failure = new IOException("unreadable");
		CompletableFuture<Object> stage = new CompletableFuture<>();
		CompletableFuture<Object> result = cache(near).getAsync("key", (key) -> stage.thenApply((value) -> value));
		stage.completeExceptionally(failure);
		assertThat(result.handle((value, thrown) -> thrown).join()).isSameAs(failure);
		assertThat(this.caches.registry).hasSingleObservationThat().hasBeenStopped().hasError(failure);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aCompletionExceptionOfItsOwnIsRecordedAsItIs(boolean near) {
		CompletionException failure = new CompletionException("without cause", null);
		cache(near).getAsync("key", (key) -> CompletableFuture.failedFuture(failure));
		assertThat(this.caches.registry).hasSingleObservationThat().hasBeenStopped().hasError(failure);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aLoaderWithoutAStageHasFailed(boolean near) {
		WeakCache<String, Object> cache = cache(near);
		assertThat(cache.getAsync("key", (key) -> null)).isCompletedExceptionally();
		assertThat(cache.statistics().loadFailures()).isOne();
		assertThat(this.caches.registry).hasSingleObservationThat()
			.hasBeenStopped()
			.assertThatError()
			.isInstanceOf(NullLoadException.class);
	}

	@Test
	void theParentIsTheObservationOfTheCallerAlthoughAnotherThreadReadsTheEngine() {
		Deque<Runnable> tasks = new ArrayDeque<>();
		WeakCache<String, Object> cache = this.caches.near(tasks::add);
		AtomicReference<@Nullable Observation> current = new AtomicReference<>();
		Observation.Scope outer = this.caches.outer();
		Observation parent = this.caches.registry.getCurrentObservation();
		CompletableFuture<Object> result = cache.getAsync("key", (key) -> {
			current.set(this.caches.registry.getCurrentObservation());
			return CompletableFuture.completedFuture(this.value);
		});
		outer.close();
		assertThat(this.caches.registry).hasNumberOfObservationsWithNameEqualTo(ObservedCaches.NAME, 0);
		Boolean clean = Background.start(() -> {
			while (!tasks.isEmpty()) {
				tasks.remove().run();
			}
			return this.caches.registry.getCurrentObservationScope() == null;
		}).result();
		assertThat(clean).isTrue();
		assertThat(result.join()).isSameAs(this.value);
		assertThat(current.get().getContext().getParentObservation()).isSameAs(parent);
		assertThat(this.caches.registry).hasObservationWithNameEqualTo(ObservedCaches.NAME)
			.that()
			.hasBeenStopped()
			.hasParentObservationEqualTo(parent);
	}

	private WeakCache<String, Object> cache(boolean near) {
		return (near) ? this.caches.near(Runnable::run) : this.caches.cache();
	}

}
