package dev.weakref.singleflight;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.jspecify.annotations.Nullable;

/**
 * How a computation ended: with a value, or with what was thrown. Not for use by
 * applications.
 *
 * @param value the value, if nothing was thrown
 * @param failure what was thrown, if anything was
 * @param <V> the type of values
 */
public record Outcome<V extends @Nullable Object>(@Nullable V value, @Nullable Throwable failure) {

	/**
	 * The outcome of a computation that gave a value.
	 * @param value the value
	 * @param <V> the type of values
	 * @return the outcome
	 */
	public static <V extends @Nullable Object> Outcome<V> of(V value) {
		return new Outcome<>(value, null);
	}

	/**
	 * The outcome of a computation that threw.
	 * @param failure what it threw
	 * @param <V> the type of values
	 * @return the outcome
	 */
	public static <V extends @Nullable Object> Outcome<V> failed(Throwable failure) {
		return new Outcome<>(null, failure);
	}

	/**
	 * The failure of a stage itself, without what futures wrap it in.
	 * @param failure what a stage ended with
	 * @return its cause if that is what it stands for
	 */
	public static Throwable cause(Throwable failure) {
		Throwable cause = failure.getCause();
		return (failure instanceof CompletionException && cause != null) ? cause : failure;
	}

	/**
	 * The value, or the very exception that was thrown, checked or not.
	 * @return the value
	 */
	@SuppressWarnings("NullAway") // null only where values may be
	public V get() {
		if (this.failure != null) {
			throw Outcome.<RuntimeException>sneak(this.failure);
		}
		return this.value;
	}

	/**
	 * Hand it to a future.
	 * @param future the future
	 */
	public void complete(CompletableFuture<V> future) {
		if (this.failure != null) {
			future.completeExceptionally(this.failure);
		}
		else {
			future.complete(this.value);
		}
	}

	@SuppressWarnings("unchecked")
	private static <T extends Throwable> T sneak(Throwable failure) throws T {
		throw (T) failure;
	}

}
