package dev.weakref.cache;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * How a load ended: with a value, or with what was thrown.
 */
record Outcome<V>(@Nullable V value, @Nullable Throwable failure) {

	static <V> Outcome<V> of(V value) {
		return new Outcome<>(value, null);
	}

	static <V> Outcome<V> failed(Throwable failure) {
		return new Outcome<>(null, failure);
	}

	/**
	 * The value, or the very exception that was thrown, checked or not.
	 */
	V get() {
		if (this.value == null) {
			throw Outcome.<RuntimeException>sneak(this.failure);
		}
		return this.value;
	}

	/**
	 * Hand it to a future.
	 */
	void complete(CompletableFuture<V> future) {
		if (this.failure != null) {
			future.completeExceptionally(this.failure);
		}
		else {
			future.complete(this.value);
		}
	}

	@SuppressWarnings({ "unchecked", "NullAway" }) // one of the two is always there
	private static <T extends Throwable> T sneak(@Nullable Throwable failure) throws T {
		throw (T) failure;
	}

}
