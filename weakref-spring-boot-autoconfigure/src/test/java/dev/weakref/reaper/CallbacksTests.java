package dev.weakref.reaper;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import dev.weakref.testsupport.Background;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the threads and the order in which callbacks run, and for their observers.
 */
class CallbacksTests extends AbstractCallbacksTests {

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
			.matches("The callback observer " + this.lambda + " failed");
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

	@SuppressWarnings("unchecked")
	private static <E extends Throwable> void sneakyThrow(Throwable failure) throws E {
		throw (E) failure;
	}

}
