package dev.weakref.testsupport;

import java.lang.Thread.State;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import static org.awaitility.Awaitility.await;

/**
 * Code that runs in a thread of its own, beside the test.
 *
 * @param <T> the type of the result
 */
public final class Background<T> {

	private static final Duration DEADLINE = Duration.ofSeconds(30);

	private final CompletableFuture<T> result = new CompletableFuture<>();

	private final Thread thread;

	private Background(Callable<? extends T> callable) {
		this.thread = new Thread(() -> {
			try {
				this.result.complete(callable.call());
			}
			catch (Throwable ex) {
				this.result.completeExceptionally(ex);
			}
		}, "test-background");
		this.thread.setDaemon(true);
	}

	/**
	 * Starts a thread.
	 * @param callable what to run
	 * @return it, running
	 */
	public static <T> Background<T> start(Callable<? extends T> callable) {
		Background<T> background = new Background<>(callable);
		background.thread.start();
		return background;
	}

	/**
	 * Starts a thread that has no result.
	 * @param runnable what to run
	 * @return it, running
	 */
	public static Background<Boolean> run(Runnable runnable) {
		return start(() -> {
			runnable.run();
			return true;
		});
	}

	/**
	 * Waits for a latch, in code that cannot throw the exception of an interrupt.
	 * @param latch the latch
	 * @throws IllegalStateException if the thread is interrupted, or the latch does not
	 * open in a minute
	 */
	public static void awaitLatch(CountDownLatch latch) {
		try {
			if (!latch.await(60, TimeUnit.SECONDS)) {
				throw new IllegalStateException("The latch did not open");
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Waits until the thread waits for another one.
	 * @return itself
	 */
	public Background<T> awaitWaiting() {
		await("the thread waits").atMost(DEADLINE)
			.until(() -> this.thread.getState() == State.WAITING || this.thread.getState() == State.TIMED_WAITING);
		return this;
	}

	/**
	 * Returns whether the thread has ended.
	 * @return whether there is a result or failure
	 */
	public boolean isDone() {
		return this.result.isDone();
	}

	/**
	 * Waits for the end of the thread.
	 * @return the result
	 * @throws AssertionError if it fails or does not end in time
	 */
	public T result() {
		try {
			return this.result.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			throw new AssertionError("A result was expected", ex.getCause());
		}
		catch (TimeoutException | InterruptedException ex) {
			throw new AssertionError("The thread did not end, its state is " + this.thread.getState(), ex);
		}
	}

	/**
	 * Waits for the end of the thread.
	 * @return the exception, or {@code null} if there was none
	 */
	public @Nullable Throwable failure() {
		try {
			this.result.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
			return null;
		}
		catch (ExecutionException ex) {
			return ex.getCause();
		}
		catch (TimeoutException | InterruptedException ex) {
			throw new AssertionError("The thread did not end, its state is " + this.thread.getState(), ex);
		}
	}

}
