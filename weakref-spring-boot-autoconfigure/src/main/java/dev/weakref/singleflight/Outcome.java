package dev.weakref.singleflight;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import dev.weakref.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The result of a computation: a value or an exception.
 *
 * @param value the value, or {@code null} if the computation threw an exception
 * @param failure the exception, or {@code null}
 * @param <V> the type of values
 * @hidden
 */
@Internal
public record Outcome<V extends @Nullable Object>(@Nullable V value, @Nullable Throwable failure) {

	/**
	 * Returns the outcome of a computation that returned a value.
	 * @param value the value
	 * @param <V> the type of values
	 * @return the outcome
	 */
	public static <V extends @Nullable Object> Outcome<V> of(V value) {
		return new Outcome<>(value, null);
	}

	/**
	 * Returns the outcome of a computation that threw an exception.
	 * @param failure the exception
	 * @param <V> the type of values
	 * @return the outcome
	 */
	public static <V extends @Nullable Object> Outcome<V> failed(Throwable failure) {
		return new Outcome<>(null, failure);
	}

	/**
	 * Returns the exception of a stage without the {@link CompletionException} around it.
	 * @param failure the exception with which a stage ended
	 * @return its cause if it is a {@code CompletionException}, otherwise the exception
	 */
	public static Throwable cause(Throwable failure) {
		Throwable cause = failure.getCause();
		return (failure instanceof CompletionException && cause != null) ? cause : failure;
	}

	/**
	 * Returns the value, or throws the exception itself, checked or not.
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
	 * Completes a future.
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
