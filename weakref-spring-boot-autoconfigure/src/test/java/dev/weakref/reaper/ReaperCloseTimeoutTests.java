package dev.weakref.reaper;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import dev.weakref.Kind;
import dev.weakref.testsupport.LogRecorder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The close of a reaper whose callbacks do not end.
 */
@Timeout(30)
class ReaperCloseTimeoutTests {

	@AutoClose
	private final LogRecorder log = new LogRecorder(Reaper.class);

	private final CallbackSource source = CallbackSource.of(Kind.CACHE, "images");

	@Test
	void aCallbackThatDoesNotEndIsInterruptedAndReportedByItsSource() throws InterruptedException {
		Reaper reaper = Reaper.builder().closeTimeout(Duration.ofMillis(100)).start();
		AtomicBoolean interrupted = block(reaper);
		reaper.close();
		await().untilTrue(interrupted);
		await().until(() -> !reaper.statistics().running());
		assertThat(this.log.messages(Level.WARN)).singleElement()
			.asString()
			.matches("1 callbacks had not ended \\d+ ms.*running are those of \\[cache images .*]");
	}

	@Test
	void aCallbackThatItsExecutorDropsIsWaitedForUntilTheTimeout() {
		Duration timeout = Duration.ofMillis(300);
		Reaper reaper = Reaper.builder().executor((task) -> {
		}).closeTimeout(timeout).start();
		reaper.callbacks().submit(this.source, () -> {
		});
		long start = System.nanoTime();
		reaper.close();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(timeout);
		assertThat(this.log.messages(Level.WARN)).singleElement().asString().startsWith("1 callbacks had not ended ");
	}

	@Test
	void callbacksBehindOneThatDoesNotEndAreAbandoned() throws InterruptedException {
		Reaper reaper = Reaper.builder().closeTimeout(Duration.ofMillis(100)).start();
		AtomicInteger calls = new AtomicInteger();
		block(reaper);
		for (int i = 0; i < 10; i++) {
			reaper.callbacks().submit(this.source, () -> {
				calls.incrementAndGet();
				isInterruptedWhileBlocked();
			});
		}
		reaper.close();
		await().until(() -> !reaper.statistics().running());
		assertThat(calls).hasValue(0);
		assertThat(reaper.statistics().backlog()).isZero();
	}

	@Test
	void aListBehindOneThatDoesNotEndIsAbandonedAsAWhole() throws InterruptedException {
		Reaper reaper = Reaper.builder().closeTimeout(Duration.ofMillis(100)).start();
		AtomicInteger calls = new AtomicInteger();
		block(reaper);
		reaper.callbacks().submit(list(1_000, calls::incrementAndGet));
		assertThat(reaper.statistics().backlog()).isEqualTo(1_001);
		reaper.close();
		await().until(() -> !reaper.statistics().running());
		assertThat(calls).hasValue(0);
		assertThat(reaper.statistics().backlog()).isZero();
	}

	@Test
	void theRestOfAListIsAbandonedWhenOneOfItDoesNotEnd() throws InterruptedException {
		Reaper reaper = Reaper.builder().closeTimeout(Duration.ofMillis(100)).start();
		AtomicInteger calls = new AtomicInteger();
		CountDownLatch begun = new CountDownLatch(1);
		reaper.callbacks().submit(list(1_000, () -> {
			if (calls.incrementAndGet() == 10) {
				begun.countDown();
				isInterruptedWhileBlocked();
			}
		}));
		begun.await();
		reaper.close();
		await().until(() -> !reaper.statistics().running());
		assertThat(calls).hasValue(10);
		assertThat(reaper.statistics().backlog()).isZero();
	}

	@Test
	void aCloseTimeoutOfZeroDoesNotWait() throws InterruptedException {
		Reaper reaper = Reaper.builder().closeTimeout(Duration.ZERO).start();
		AtomicBoolean interrupted = block(reaper);
		reaper.close();
		await().untilTrue(interrupted);
		assertThat(this.log.messages(Level.WARN)).hasSize(1);
	}

	@Test
	void aCloseTimeoutMayBeLongerThanAnyLife() {
		Reaper reaper = Reaper.builder().closeTimeout(Duration.ofSeconds(Long.MAX_VALUE)).start();
		reaper.close();
		assertThat(reaper.statistics().running()).isFalse();
	}

	/**
	 * Keep a reaper busy with a callback that only an interruption ends.
	 * @return whether it has been interrupted
	 */
	private AtomicBoolean block(Reaper reaper) throws InterruptedException {
		AtomicBoolean interrupted = new AtomicBoolean();
		CountDownLatch begun = new CountDownLatch(1);
		reaper.callbacks().submit(this.source, () -> {
			begun.countDown();
			interrupted.set(isInterruptedWhileBlocked());
		});
		begun.await();
		return interrupted;
	}

	private Callback list(int length, Runnable callback) {
		Callback first = null;
		for (int i = 0; i < length; i++) {
			Callback next = Callback.of(this.source, this, callback);
			next.setNext(first);
			first = next;
		}
		return first;
	}

	private static boolean isInterruptedWhileBlocked() {
		try {
			new CountDownLatch(1).await();
			return false;
		}
		catch (InterruptedException ex) {
			return true;
		}
	}

}
