package dev.weakref.reference;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The callback of a ref, weak method or proxy, which is called at most once. It is held
 * by what it is given, and by nothing else.
 *
 * @param <H> the type of what the user holds
 */
final class OnceCallback<H> {

	private volatile @Nullable Consumer<? super H> code;

	OnceCallback(Consumer<? super H> code) {
		this.code = code;
	}

	/**
	 * The very callback that was registered.
	 * @return the callback, or {@code null} once it has been called
	 */
	@Nullable Consumer<? super H> code() {
		return this.code;
	}

	/**
	 * Call the callback.
	 * @return whether it had not been called before
	 */
	boolean call(H handle) {
		Consumer<? super H> code = this.code;
		this.code = null;
		if (code == null) {
			return false;
		}
		code.accept(handle);
		return true;
	}

}
