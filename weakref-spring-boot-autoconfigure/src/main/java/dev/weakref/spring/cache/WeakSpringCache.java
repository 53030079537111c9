package dev.weakref.spring.cache;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import dev.weakref.cache.WeakCache;
import dev.weakref.collection.KeyEquality;
import org.jspecify.annotations.Nullable;

import org.springframework.cache.support.AbstractValueAdaptingCache;

/**
 * A weak cache as Spring's abstraction sees it.
 */
final class WeakSpringCache extends AbstractValueAdaptingCache {

	private final WeakCache<Object, Object> cache;

	private final LastingValues lastingValues;

	private final boolean identity;

	WeakSpringCache(WeakCache<Object, Object> cache, LastingValues lastingValues) {
		super(true);
		this.cache = cache;
		this.lastingValues = lastingValues;
		this.identity = (cache.keyEquality() == KeyEquality.IDENTITY);
	}

	@Override
	public String getName() {
		return this.cache.name();
	}

	@Override
	public WeakCache<Object, Object> getNativeCache() {
		return this.cache;
	}

	@Override
	protected @Nullable Object lookup(Object key) {
		return this.cache.getIfPresent(findable(key));
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T> @Nullable T get(Object key, Callable<T> valueLoader) {
		return (T) fromStoreValue(this.cache.get(findable(key), (absent) -> load(absent, valueLoader)));
	}

	@Override
	public @Nullable CompletableFuture<?> retrieve(Object key) {
		Object value = lookup(key);
		return (value != null) ? CompletableFuture.completedFuture(toValueWrapper(value)) : null;
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T> CompletableFuture<T> retrieve(Object key, Supplier<CompletableFuture<T>> valueLoader) {
		CompletableFuture<T> result = new CompletableFuture<>();
		this.cache.getAsync(findable(key), (absent) -> valueLoader.get().thenApply(this::toStoreValue))
			.whenComplete((value, failure) -> {
				if (failure != null) {
					result.completeExceptionally(failure);
				}
				else {
					result.complete((T) fromStoreValue(value));
				}
			});
		return result;
	}

	@Override
	public void put(Object key, @Nullable Object value) {
		this.cache.put(findable(key), toStoreValue(value));
	}

	@Override
	public @Nullable ValueWrapper putIfAbsent(Object key, @Nullable Object value) {
		return toValueWrapper(this.cache.putIfAbsent(findable(key), toStoreValue(value)));
	}

	@Override
	public void evict(Object key) {
		this.cache.invalidate(findable(key));
	}

	@Override
	public boolean evictIfPresent(Object key) {
		return this.cache.asMap().remove(findable(key)) != null;
	}

	@Override
	public void clear() {
		this.cache.invalidateAll();
	}

	@Override
	public boolean invalidate() {
		boolean any = !this.cache.asMap().isEmpty();
		this.cache.invalidateAll();
		return any;
	}

	/**
	 * Each {@code null} has an object of its own: one that they shared would never be
	 * collected, and neither would its entries.
	 */
	@Override
	protected Object toStoreValue(@Nullable Object userValue) {
		if (userValue == null) {
			return new NullResult();
		}
		this.lastingValues.check(this.cache, userValue);
		return userValue;
	}

	@Override
	protected @Nullable Object fromStoreValue(@Nullable Object storeValue) {
		return (storeValue instanceof NullResult) ? null : storeValue;
	}

	@Override
	public String toString() {
		return this.cache.toString();
	}

	private Object load(Object key, Callable<?> valueLoader) {
		try {
			return toStoreValue(valueLoader.call());
		}
		catch (Exception ex) {
			throw new ValueRetrievalException(key, valueLoader, ex);
		}
	}

	private Object findable(Object key) {
		if (this.identity && TemporaryKeyException.isTemporary(key)) {
			throw new TemporaryKeyException(this.cache.name(), key.getClass());
		}
		return key;
	}

	/**
	 * Stands for {@code null}.
	 */
	private static final class NullResult {

		@Override
		public String toString() {
			return "null";
		}

	}

}
