package dev.weakref.memo;

import org.jspecify.annotations.Nullable;

/**
 * How a computation ended: with a result, or with what was thrown.
 */
record Outcome(@Nullable Object value, @Nullable Throwable failure) {

	/**
	 * The result, or the very exception that was thrown, checked or not.
	 */
	@Nullable Object get() {
		if (this.failure != null) {
			throw Outcome.<RuntimeException>sneak(this.failure);
		}
		return this.value;
	}

	@SuppressWarnings("unchecked")
	private static <T extends Throwable> T sneak(Throwable failure) throws T {
		throw (T) failure;
	}

}
