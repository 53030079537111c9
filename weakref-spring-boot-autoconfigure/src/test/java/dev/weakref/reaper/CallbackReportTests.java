package dev.weakref.reaper;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import ch.qos.logback.classic.Level;
import dev.weakref.Kind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for what the log and the statistics say about callbacks that fail or are slow.
 */
class CallbackReportTests extends AbstractCallbacksTests {

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
			.matches("A callback of cache images \\(" + this.lambda
					+ "\\) failed; further ones are logged at debug level");
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
			.allSatisfy(
					(text) -> assertThat(text).matches("A callback of cache images \\(" + this.lambda + "\\) failed"));
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
		submit(reaper, CallbackReportTests::overflow);
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
	void aSourceWithoutNameIsCalledByItsKind() {
		assertThat(CallbackSource.of(Kind.FINALIZER)).hasToString("finalizer");
		assertThat(CallbackSource.of(Kind.CACHE, "images")).hasToString("cache images");
		assertThat(CallbackSource.of(Kind.CACHE, "images").kind()).isEqualTo(Kind.CACHE);
	}

	private static void takeMillis(int millis) {
		long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
		while (System.nanoTime() < end) {
			LockSupport.parkNanos(end - System.nanoTime());
		}
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
