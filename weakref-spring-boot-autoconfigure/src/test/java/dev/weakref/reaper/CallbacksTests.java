package dev.weakref.reaper;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import dev.weakref.Kind;
import dev.weakref.testsupport.Background;
import dev.weakref.testsupport.LogRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(30)
class CallbacksTests {

	private static final String LAMBDA = "dev\\.weakref\\.reaper\\.CallbacksTests\\$\\$Lambda\\S*";

	private final CallbackSource source = CallbackSource.of(Kind.CACHE, "images");

	private final LogRecorder log = new LogRecorder(Callbacks.class);

	private final List<Reaper> reapers = new ArrayList<>();

	@AfterEach
	void close() {
		this.reapers.forEach(Reaper::close);
		this.log.close();
	}

	@Test
	void aCallbackRunsOnTheReaperThread() {
		Reaper reaper = start(Reaper.builder().threadName("my-reaper"));
		List<String> threads = new CopyOnWriteArrayList<>();
		submit(reaper, () -> threads.add(Thread.currentThread().getName()));
		await().untilAsserted(() -> assertThat(threads).containsExactly("my-reaper"));
	}

	@Test
	void aCallbackRunsOnTheExecutorIfThereIsOne() {
		List<Runnable> tasks = new ArrayList<>();
		Reaper reaper = start(Reaper.builder().executor(tasks::add));
		AtomicInteger calls = new AtomicInteger();
		submit(reaper, calls::incrementAndGet);
		assertThat(calls).hasValue(0);
		tasks.forEach(Runnable::run);
		assertThat(calls).hasValue(1);
	}

	@ParameterizedTest
	@MethodSource("failuresOfAnExecutor")
	void aCallbackThatItsExecutorDoesNotTakeRunsOnTheReaperThread(Throwable failure) {
		Reaper reaper = start(Reaper.builder().threadName("my-reaper").executor((task) -> sneakyThrow(failure)));
		List<String> threads = new CopyOnWriteArrayList<>();
		submit(reaper, () -> threads.add(Thread.currentThread().getName()));
		await().untilAsserted(() -> assertThat(threads).containsExactly("my-reaper"));
		await().untilAsserted(() -> assertThat(reaper.callbacks().backlog()).isZero());
	}

	static Stream<Throwable> failuresOfAnExecutor() {
		return Stream.of(new RejectedExecutionException("full"), new IllegalStateException("broken"),
				new OutOfMemoryError("unable to create native thread"));
	}

	@Test
	void aCallbackThatTheExecutorRunsAndRejectsAllTheSameRunsOnce() {
		Reaper reaper = start(Reaper.builder().executor((task) -> {
			task.run();
			throw new RejectedExecutionException("after the task");
		}));
		AtomicInteger runs = new AtomicInteger();
		submit(reaper, runs::incrementAndGet);
		reaper.close();
		assertThat(runs).hasValue(1);
		assertThat(reaper.callbacks().backlog()).isZero();
	}

	@Test
	void aCallbackThatReturnsIsCounted() {
		Reaper reaper = start(Reaper.builder());
		submit(reaper, () -> {
		});
		await().untilAsserted(() -> assertThat(this.source.succeeded()).isOne());
		assertThat(this.source.failed()).isZero();
	}

	@Test
	void aCallbackThatThrowsIsCountedLoggedAndRemembered() {
		Reaper reaper = start(Reaper.builder());
		Instant before = Instant.now();
		submit(reaper, () -> {
			throw new IllegalStateException("gone wrong");
		});
		awaitIdle(reaper);
		assertThat(this.source.failed()).isOne();
		assertThat(this.log.messages(Level.WARN)).singleElement()
			.asString()
			.matches("A callback of cache images \\(" + LAMBDA + "\\) failed; further ones are logged at debug level");
		assertThat(reaper.statistics().lastFailure()).isNotNull().satisfies((failure) -> {
			assertThat(failure.source()).isEqualTo("cache images");
			assertThat(failure.exception()).isEqualTo("java.lang.IllegalStateException");
			assertThat(failure.at()).isAfterOrEqualTo(before);
		});
	}

	@Test
	void laterFailuresOfAClassAreLoggedAtDebugLevel() {
		Reaper reaper = start(Reaper.builder());
		for (int i = 0; i < 3; i++) {
			submit(reaper, () -> {
				throw new IllegalStateException();
			});
		}
		awaitIdle(reaper);
		assertThat(this.log.messages(Level.WARN)).hasSize(1);
		assertThat(this.log.messages(Level.DEBUG)).hasSize(2)
			.allSatisfy((text) -> assertThat(text).matches("A callback of cache images \\(" + LAMBDA + "\\) failed"));
	}

	@Test
	void eachSourceIsWarnedOfOnce() {
		Reaper reaper = start(Reaper.builder());
		for (String name : List.of("a", "b")) {
			reaper.callbacks().submit(CallbackSource.of(Kind.SIGNAL, name), () -> {
				throw new IllegalStateException();
			});
		}
		awaitIdle(reaper);
		assertThat(this.log.messages(Level.WARN)).hasSize(2);
	}

	@Test
	void errorsEndNeitherTheThreadNorOtherCallbacks() {
		Reaper reaper = start(Reaper.builder());
		AtomicBoolean ran = new AtomicBoolean();
		submit(reaper, () -> {
			throw new AssertionError();
		});
		submit(reaper, CallbacksTests::overflow);
		submit(reaper, () -> ran.set(true));
		await().untilTrue(ran);
		awaitIdle(reaper);
		assertThat(this.source.failed()).isEqualTo(2);
		assertThat(reaper.statistics().running()).isTrue();
		assertThat(reaper.statistics().lastFailure()).isNotNull()
			.satisfies((failure) -> assertThat(failure.exception()).isEqualTo("java.lang.StackOverflowError"));
	}

	@Test
	void anExceptionThatCannotBePrintedDoesNoHarm() {
		Reaper reaper = start(Reaper.builder());
		AtomicBoolean ran = new AtomicBoolean();
		submit(reaper, () -> {
			throw new Unprintable();
		});
		submit(reaper, () -> ran.set(true));
		await().untilTrue(ran);
		awaitIdle(reaper);
		assertThat(reaper.statistics().lastFailure()).isNotNull()
			.satisfies((failure) -> assertThat(failure.exception()).isEqualTo(Unprintable.class.getName()));
	}

	@Test
	void aSlowCallbackIsWarnedOfOnce() {
		Reaper reaper = start(Reaper.builder().slowThreshold(Duration.ofMillis(200)));
		Runnable slow = () -> takeMillis(250);
		submit(reaper, () -> {
			submit(reaper, slow);
			submit(reaper, slow);
		});
		awaitIdle(reaper);
		assertThat(this.log.messages(Level.WARN)).singleElement()
			.asString()
			.matches(
					"A callback of cache images .* took \\d+ ms, more than the slow threshold of 200 ms, and delayed those"
							+ " behind it on the reaper thread; further ones are logged at debug level");
		assertThat(this.log.messages(Level.DEBUG)).hasSize(1);
	}

	@Test
	void aSlowCallbackOnAnExecutorIsNotSaidToDelayOthers() {
		List<Runnable> tasks = new ArrayList<>();
		Reaper reaper = start(Reaper.builder().slowThreshold(Duration.ofMillis(20)).executor(tasks::add));
		submit(reaper, () -> takeMillis(40));
		tasks.forEach(Runnable::run);
		assertThat(this.log.messages(Level.WARN)).singleElement()
			.asString()
			.matches("A callback of cache images .* took \\d+ ms, more than the slow threshold of 20 ms; further"
					+ " ones are logged at debug level");
	}

	@Test
	void aQuickCallbackIsNotReported() {
		Reaper reaper = start(Reaper.builder().slowThreshold(Duration.ofSeconds(20)));
		submit(reaper, () -> {
		});
		awaitIdle(reaper);
		assertThat(this.log.messages(Level.WARN)).isEmpty();
		assertThat(this.log.messages(Level.DEBUG)).isEmpty();
	}

	@Test
	void theBacklogCountsUntilTheCallbackHasEnded() {
		Reaper reaper = start(Reaper.builder());
		CountDownLatch latch = new CountDownLatch(1);
		submit(reaper, () -> Background.awaitLatch(latch));
		submit(reaper, () -> {
		});
		assertThat(reaper.statistics().backlog()).isEqualTo(2);
		latch.countDown();
		awaitIdle(reaper);
		assertThat(reaper.statistics().backlog()).isZero();
	}

	@Test
	void interruptionByACallbackDoesNotReachTheNextOne() {
		Reaper reaper = start(Reaper.builder());
		List<Boolean> interrupted = new CopyOnWriteArrayList<>();
		submit(reaper, () -> Thread.currentThread().interrupt());
		submit(reaper, () -> interrupted.add(Thread.currentThread().isInterrupted()));
		await().untilAsserted(() -> assertThat(interrupted).containsExactly(false));
		assertThat(reaper.statistics().running()).isTrue();
	}

	@Test
	void aCallbackHandedOverByACallbackRunsAfterIt() {
		Reaper reaper = start(Reaper.builder());
		List<String> order = new CopyOnWriteArrayList<>();
		submit(reaper, () -> {
			order.add("outer begins");
			submit(reaper, () -> order.add("inner"));
			order.add("outer ends");
		});
		await().untilAsserted(() -> assertThat(order).containsExactly("outer begins", "outer ends", "inner"));
	}

	@Test
	void anObserverIsToldOfSuccessAndFailure() {
		Reaper reaper = start(Reaper.builder());
		List<String> seen = new CopyOnWriteArrayList<>();
		reaper.callbacks()
			.addObserver((source, duration, lag, failure) -> seen
				.add(source + " " + ((failure != null) ? failure.getMessage() : "ok")));
		submit(reaper, () -> {
		});
		submit(reaper, () -> {
			throw new IllegalStateException("bad");
		});
		await().untilAsserted(() -> assertThat(seen).containsExactlyInAnyOrder("cache images ok", "cache images bad"));
	}

	@Test
	void anObserverThatWasRemovedIsNotTold() {
		Reaper reaper = start(Reaper.builder());
		AtomicInteger calls = new AtomicInteger();
		reaper.callbacks().addObserver((source, duration, lag, failure) -> calls.incrementAndGet()).close();
		submit(reaper, () -> {
		});
		awaitIdle(reaper);
		assertThat(calls).hasValue(0);
	}

	@Test
	void anObserverThatThrowsDisturbsNoOther() {
		Reaper reaper = start(Reaper.builder());
		AtomicInteger calls = new AtomicInteger();
		reaper.callbacks().addObserver((source, duration, lag, failure) -> {
			throw new AssertionError("observer's own fault");
		});
		reaper.callbacks().addObserver((source, duration, lag, failure) -> calls.incrementAndGet());
		submit(reaper, () -> {
		});
		awaitIdle(reaper);
		assertThat(calls).hasValue(1);
		assertThat(this.log.messages(Level.WARN)).singleElement()
			.asString()
			.matches("The callback observer " + LAMBDA + " failed");
	}

	@Test
	void theLagCountsFromTheNoticeToTheEnd() {
		Reaper reaper = start(Reaper.builder());
		Callback callback = Callback.of(this.source, this, () -> {
		});
		reaper.callbacks().submit(callback, System.nanoTime() - Duration.ofSeconds(5).toNanos());
		awaitIdle(reaper);
		assertThat(reaper.statistics().maxLag()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(30));
		assertThat(reaper.statistics().meanLag()).isEqualTo(reaper.statistics().maxLag());
	}

	@Test
	void aSourceWithoutNameIsCalledByItsKind() {
		assertThat(CallbackSource.of(Kind.FINALIZER)).hasToString("finalizer");
		assertThat(CallbackSource.of(Kind.CACHE, "images")).hasToString("cache images");
		assertThat(CallbackSource.of(Kind.CACHE, "images").kind()).isEqualTo(Kind.CACHE);
	}

	private Reaper start(ReaperBuilder builder) {
		Reaper reaper = builder.closeTimeout(Duration.ofMillis(200)).start();
		this.reapers.add(reaper);
		return reaper;
	}

	private void submit(Reaper reaper, Runnable callback) {
		reaper.callbacks().submit(this.source, callback);
	}

	private static void takeMillis(int millis) {
		long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
		while (System.nanoTime() < end) {
			LockSupport.parkNanos(end - System.nanoTime());
		}
	}

	private static void awaitIdle(Reaper reaper) {
		await("no callback is left").until(() -> reaper.callbacks().backlog() == 0);
	}

	@SuppressWarnings("unchecked")
	private static <E extends Throwable> void sneakyThrow(Throwable failure) throws E {
		throw (E) failure;
	}

	private static int overflow() {
		return overflow() + 1;
	}

	private static final class Unprintable extends RuntimeException {

		private static final long serialVersionUID = 1L;

		@Override
		public String getMessage() {
			throw new IllegalStateException("unprintable");
		}

		@Override
		public String toString() {
			throw new IllegalStateException("unprintable");
		}

	}

}
