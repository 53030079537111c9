package dev.weakref.reaper;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import ch.qos.logback.classic.Level;
import dev.weakref.Kind;
import dev.weakref.testsupport.Background;
import dev.weakref.testsupport.LogRecorder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The end of a reaper, and what it waits for.
 */
@Timeout(30)
class ReaperCloseTests {

	@AutoClose
	private final LogRecorder log = new LogRecorder(Reaper.class);

	private final CallbackSource source = CallbackSource.of(Kind.CACHE, "images");

	@Test
	void theThreadIsGoneAfterClose() {
		Reaper reaper = Reaper.start();
		reaper.close();
		assertThat(reaper.statistics().running()).isFalse();
		assertThat(this.log.messages(Level.WARN)).isEmpty();
	}

	@Test
	void closeDoesNotTakeLong() {
		Reaper reaper = Reaper.start();
		long start = System.nanoTime();
		reaper.close();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
	}

	@Test
	void aSecondCloseHasNoEffect() {
		Reaper reaper = Reaper.start();
		reaper.close();
		reaper.close();
		assertThat(reaper.statistics().running()).isFalse();
	}

	@Test
	void closeWaitsForTheCallbackThatIsRunning() {
		Reaper reaper = Reaper.start();
		CountDownLatch latch = new CountDownLatch(1);
		AtomicBoolean ended = new AtomicBoolean();
		submit(reaper, () -> {
			Background.awaitLatch(latch);
			ended.set(true);
		});
		Background<Boolean> closing = Background.run(reaper::close).awaitWaiting();
		assertThat(ended).isFalse();
		latch.countDown();
		assertThat(closing.result()).isTrue();
		assertThat(ended).isTrue();
		assertThat(this.log.messages(Level.WARN)).isEmpty();
	}

	@Test
	void closeWaitsForCallbacksOnAnExecutor() {
		ExecutorService executor = Executors.newSingleThreadExecutor();
		try {
			Reaper reaper = Reaper.builder().executor(executor).start();
			CountDownLatch latch = new CountDownLatch(1);
			submit(reaper, () -> Background.awaitLatch(latch));
			Background<Boolean> closing = Background.run(reaper::close).awaitWaiting();
			await().until(() -> !reaper.statistics().running());
			assertThat(closing.isDone()).isFalse();
			latch.countDown();
			assertThat(closing.result()).isTrue();
			assertThat(reaper.statistics().backlog()).isZero();
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void closeByACallbackDoesNotWaitForIt() {
		Reaper reaper = Reaper.start();
		CountDownLatch closed = new CountDownLatch(1);
		submit(reaper, () -> {
			reaper.close();
			closed.countDown();
		});
		await().until(() -> closed.getCount() == 0 && !reaper.statistics().running());
		assertThat(reaper.statistics().backlog()).isZero();
		assertThat(this.log.messages(Level.WARN)).isEmpty();
	}

	@Test
	void closeAfterThatByACallbackWaitsForIt() {
		Reaper reaper = Reaper.start();
		CountDownLatch closed = new CountDownLatch(1);
		CountDownLatch latch = new CountDownLatch(1);
		submit(reaper, () -> {
			reaper.close();
			closed.countDown();
			Background.awaitLatch(latch);
		});
		Background.awaitLatch(closed);
		Background<Boolean> closing = Background.run(reaper::close).awaitWaiting();
		assertThat(closing.isDone()).isFalse();
		latch.countDown();
		assertThat(closing.result()).isTrue();
		assertThat(this.log.messages(Level.WARN)).isEmpty();
	}

	@Test
	void closeByACallbackOnAnExecutorDoesNotWaitForIt() {
		ExecutorService executor = Executors.newSingleThreadExecutor();
		try {
			Reaper reaper = Reaper.builder().executor(executor).start();
			CountDownLatch closed = new CountDownLatch(1);
			submit(reaper, () -> {
				reaper.close();
				closed.countDown();
			});
			await().atMost(Duration.ofSeconds(5))
				.until(() -> closed.getCount() == 0 && reaper.statistics().backlog() == 0);
			assertThat(this.log.messages(Level.WARN)).isEmpty();
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void aThreadThatIsInterruptedWhileItClosesStaysInterrupted() {
		Reaper reaper = Reaper.start();
		CountDownLatch latch = new CountDownLatch(1);
		submit(reaper, () -> Background.awaitLatch(latch));
		AtomicReference<Thread> closer = new AtomicReference<>();
		Background<Boolean> closing = Background.<Boolean>start(() -> {
			closer.set(Thread.currentThread());
			reaper.close();
			return Thread.currentThread().isInterrupted();
		}).awaitWaiting();
		closer.get().interrupt();
		assertThat(closing.result()).isTrue();
		latch.countDown();
	}

	@Test
	void callbacksHandedOverWhileTheReaperClosesEitherRunOrAreDropped() {
		long ran = 0;
		for (int round = 0; round < 50; round++) {
			Reaper reaper = Reaper.start();
			AtomicInteger calls = new AtomicInteger();
			Background<Boolean> submitting = Background.run(() -> {
				for (int i = 0; i < 1_000; i++) {
					submit(reaper, calls::incrementAndGet);
				}
			});
			reaper.close();
			assertThat(submitting.result()).isTrue();
			assertThat(reaper.statistics().backlog()).isZero();
			ran += calls.get();
			assertThat(this.source.succeeded()).isEqualTo(ran);
		}
	}

	private void submit(Reaper reaper, Runnable callback) {
		reaper.callbacks().submit(this.source, callback);
	}

}
