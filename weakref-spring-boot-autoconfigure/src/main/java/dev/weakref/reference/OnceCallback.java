package dev.weakref.reference;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The callback of a ref, weak method or proxy, which is called at most once. Only the
 * ref, weak method or proxy holds it.
 *
 * @param <H> the type of the ref, weak method or proxy
 */
final class OnceCallback<H> {

	private volatile @Nullable Consumer<? super H> code;

	OnceCallback(Consumer<? super H> code) {
		this.code = code;
	}

	/**
	 * Returns the callback that was registered.
	 * @return the callback, or {@code null} once it has been called
	 */
	@Nullable Consumer<? super H> code() {
		return this.code;
	}

	/**
	 * Calls the callback unless it was called before.
	 * @return whether it was called now
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
