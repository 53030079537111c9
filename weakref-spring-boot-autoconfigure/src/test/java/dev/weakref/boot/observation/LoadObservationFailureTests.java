package dev.weakref.boot.observation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import dev.weakref.boot.observation.LoadObservationTests.Way;
import dev.weakref.cache.WeakCache;
import dev.weakref.singleflight.RecursiveComputationException;
import dev.weakref.testsupport.Background;
import dev.weakref.testsupport.LogRecorder;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for handlers and conventions that throw exceptions.
 */
class LoadObservationFailureTests {

	private static final String WARNING = "An observation of a load of cache 'images' failed; the load is not affected";

	private final ObservedCaches caches = new ObservedCaches();

	private final LogRecorder log = new LogRecorder(LoadObservations.class);

	private final Object value = new Object();

	@AfterEach
	void close() {
		this.log.close();
		this.caches.close();
	}

	static Stream<Arguments> failures() {
		return Stream.of(Way.values())
			.flatMap((way) -> Stream.of(Step.values()).map((step) -> Arguments.of(way, step)));
	}

	@ParameterizedTest
	@MethodSource("failures")
	void aHandlerThatThrowsDoesNotAffectTheLoad(Way way, Step step) {
		this.caches.registry.observationConfig().observationHandler(new Failing(step));
		for (WeakCache<String, Object> cache : List.of(this.caches.cache(), this.caches.near(Runnable::run))) {
			Observation.Scope outer = this.caches.outer();
			assertThat(way.load(cache, () -> this.value)).isSameAs(this.value);
			cache.invalidate("key");
			IllegalStateException failure = new IllegalStateException("unreadable");
			assertThatThrownBy(() -> way.load(cache, () -> {
				throw failure;
			})).isSameAs(failure);
			assertThat(this.caches.registry.getCurrentObservationScope()).isSameAs(outer);
			outer.close();
			assertThat(way.load(cache, () -> this.value)).isSameAs(this.value);
			assertThat(cache.statistics().loads()).isEqualTo(2);
			assertThat(cache.statistics().loadFailures()).isOne();
		}
	}

	/**
	 * Micrometer calls handlers in the reverse order at the end, so that one before a
	 * handler that throws there does not hear of it.
	 */
	@ParameterizedTest
	@EnumSource(names = { "START", "OPEN", "ERROR" })
	void aHandlerBeforeOneThatThrowsHearsOfTheEndOfItsLoad(Step step) {
		Recording before = new Recording();
		this.caches.registry.observationConfig().observationHandler(before).observationHandler(new Failing(step));
		assertThatThrownBy(() -> this.caches.cache().get("key", (key) -> {
			throw new IllegalStateException("unreadable");
		})).hasMessage("unreadable");
		assertThat(before.calls).isEqualTo((step == Step.START) ? List.of("start", "error", "stop")
				: List.of("start", "open", "close", "error", "stop"));
	}

	@ParameterizedTest
	@EnumSource
	void aThreadThatInvalidatesDoesNotWaitForAHandler(Way way) {
		for (WeakCache<String, Object> cache : List.of(this.caches.cache(), this.caches.near(Runnable::run))) {
			List<Boolean> invalidated = new ArrayList<>();
			this.caches.registry.observationConfig().observationHandler(new Stopping(() -> {
				if (invalidated.isEmpty()) {
					invalidated.add(Background.run(() -> cache.invalidate("key")).result());
				}
			}));
			way.load(cache, () -> this.value);
			assertThat(invalidated).containsExactly(true);
			assertThat(cache.contains("key")).isFalse();
		}
		assertThat(this.log.messages(Level.WARN)).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void aHandlerThatAsksForTheKeyThatIsLoadedIsRefused(Way way) {
		for (WeakCache<String, Object> cache : List.of(this.caches.cache(), this.caches.near(Runnable::run))) {
			List<Throwable> refused = new ArrayList<>();
			this.caches.registry.observationConfig().observationHandler(new Stopping(() -> {
				if (refused.isEmpty()) {
					refused.add(catchThrowable(() -> cache.get("key", (key) -> this.value)));
				}
			}));
			assertThat(Background.start(() -> way.load(cache, () -> this.value)).result()).isSameAs(this.value);
			assertThat(refused).first().isInstanceOf(RecursiveComputationException.class);
		}
	}

	@Test
	void aScopeThatTheLoaderLeavesOpenIsClosedWithThatOfTheLoad() {
		Recording recording = new Recording();
		this.caches.registry.observationConfig().observationHandler(recording);
		Observation.Scope outer = this.caches.outer();
		this.caches.cache().get("key", (key) -> {
			Observation.start("left open", this.caches.registry).openScope();
			return this.value;
		});
		assertThat(this.caches.registry.getCurrentObservationScope()).isSameAs(outer);
		outer.close();
		assertThat(recording.calls).containsExactly("start", "open", "close", "stop");
	}

	@Test
	void aFailureIsAWarningOncePerCache() {
		this.caches.registry.observationConfig().observationHandler(new Failing(Step.START));
		WeakCache<String, Object> cache = this.caches.cache();
		cache.get("one", (key) -> this.value);
		cache.get("two", (key) -> this.value);
		assertThat(this.log.messages(Level.WARN)).containsExactly(WARNING + "; further ones are logged at debug level");
		assertThat(this.log.messages(Level.DEBUG)).containsExactly(WARNING);
	}

	@ParameterizedTest
	@EnumSource
	void aConventionThatThrowsDoesNotAffectTheLoad(Way way) {
		this.caches.convention = new DefaultWeakCacheLoadObservationConvention() {

			@Override
			public String getName() {
				throw new IllegalStateException("no name");
			}

		};
		WeakCache<String, Object> cache = this.caches.cache();
		assertThat(way.load(cache, () -> this.value)).isSameAs(this.value);
		assertThat(way.load(cache, () -> new Object())).isSameAs(this.value);
		assertThat(this.caches.registry.getCurrentObservationScope()).isNull();
		assertThat(this.log.messages(Level.WARN)).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void aPredicateThatThrowsDoesNotAffectTheLoad(Way way) {
		this.caches.registry.observationConfig().observationPredicate((name, context) -> {
			throw new IllegalStateException("no answer");
		});
		assertThat(way.load(this.caches.near(Runnable::run), () -> this.value)).isSameAs(this.value);
		assertThat(this.log.messages(Level.WARN)).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void aPredicateCanSwitchTheObservationsOff(Way way) {
		this.caches.registry.observationConfig()
			.observationPredicate((name, context) -> !(context instanceof WeakCacheLoadContext));
		Observation.Scope outer = this.caches.outer();
		assertThat(way.load(this.caches.cache(), () -> this.value)).isSameAs(this.value);
		assertThat(this.caches.registry.getCurrentObservationScope()).isSameAs(outer);
		outer.close();
		assertThat(this.caches.registry).hasNumberOfObservationsWithNameEqualTo(ObservedCaches.NAME, 0);
		assertThat(this.log.messages(Level.WARN)).isEmpty();
	}

	enum Step {

		START, OPEN, CLOSE, ERROR, STOP

	}

	/**
	 * A handler that throws an exception at one step of a load.
	 */
	private record Failing(Step step) implements ObservationHandler<WeakCacheLoadContext> {

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof WeakCacheLoadContext;
		}

		@Override
		public void onStart(WeakCacheLoadContext context) {
			failAt(Step.START);
		}

		@Override
		public void onScopeOpened(WeakCacheLoadContext context) {
			failAt(Step.OPEN);
		}

		@Override
		public void onScopeClosed(WeakCacheLoadContext context) {
			failAt(Step.CLOSE);
		}

		@Override
		public void onError(WeakCacheLoadContext context) {
			failAt(Step.ERROR);
		}

		@Override
		public void onStop(WeakCacheLoadContext context) {
			failAt(Step.STOP);
		}

		private void failAt(Step step) {
			if (step == this.step) {
				throw new AssertionError("A handler fails at " + step);
			}
		}

	}

	/**
	 * A handler that does something at the end of a load.
	 */
	private record Stopping(Runnable action) implements ObservationHandler<WeakCacheLoadContext> {

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof WeakCacheLoadContext;
		}

		@Override
		public void onStop(WeakCacheLoadContext context) {
			this.action.run();
		}

	}

	private static final class Recording implements ObservationHandler<WeakCacheLoadContext> {

		final List<String> calls = new ArrayList<>();

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof WeakCacheLoadContext;
		}

		@Override
		public void onStart(WeakCacheLoadContext context) {
			this.calls.add("start");
		}

		@Override
		public void onScopeOpened(WeakCacheLoadContext context) {
			this.calls.add("open");
		}

		@Override
		public void onScopeClosed(WeakCacheLoadContext context) {
			this.calls.add("close");
		}

		@Override
		public void onError(WeakCacheLoadContext context) {
			this.calls.add("error");
		}

		@Override
		public void onStop(WeakCacheLoadContext context) {
			this.calls.add("stop");
		}

	}

}
