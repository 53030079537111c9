package dev.weakref.cache;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import dev.weakref.testsupport.Background;
import org.jspecify.annotations.Nullable;

/**
 * A load by another thread that lasts until it is let go.
 */
final class HeldLoad {

	private final CompletableFuture<Object> value = new CompletableFuture<>();

	private final Background<Object> owner;

	/**
	 * Start it, and wait until its loader runs.
	 */
	HeldLoad(WeakCache<String, Object> cache, String key) {
		this((loader) -> cache.get(key, loader));
	}

	/**
	 * Start it, and wait until its loader runs.
	 * @param load asks for a value with a loader
	 */
	HeldLoad(Function<Function<String, @Nullable Object>, Object> load) {
		CompletableFuture<Boolean> begun = new CompletableFuture<>();
		this.owner = Background.start(() -> load.apply((key) -> {
			begun.complete(true);
			return this.value.join();
		}));
		begun.join();
	}

	/**
	 * Whether it has ended.
	 */
	boolean isDone() {
		return this.owner.isDone();
	}

	/**
	 * Let it go.
	 * @param loaded what its loader returns
	 * @return what the cache answers with
	 */
	Object end(Object loaded) {
		this.value.complete(loaded);
		return this.owner.result();
	}

}
