package dev.weakref.spring.cache;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import dev.weakref.cache.NullLoadException;
import dev.weakref.cache.WeakCache;
import dev.weakref.collection.KeyEquality;
import dev.weakref.spring.backing.StoredNull;
import dev.weakref.WarnOnce;
import org.jspecify.annotations.Nullable;

import org.springframework.cache.support.AbstractValueAdaptingCache;
import org.springframework.cache.support.NullValue;

/**
 * A weak cache as a cache of Spring's abstraction.
 */
final class WeakSpringCache extends AbstractValueAdaptingCache {

	private final WeakCache<Object, Object> cache;

	private final LastingValueCheck lastingValues;

	private final @Nullable WarnOnce nulls;

	private final boolean identity;

	/** Whether there is an engine behind the cache. */
	private final boolean backed;

	/**
	 * Creates a cache.
	 * @param nulls logs that the cache does not store {@code null}, or {@code null} if it
	 * does
	 */
	WeakSpringCache(WeakCache<Object, Object> cache, LastingValueCheck lastingValues, @Nullable WarnOnce nulls) {
		super(nulls == null);
		this.cache = cache;
		this.lastingValues = lastingValues;
		this.nulls = nulls;
		this.identity = (cache.keyEquality() == KeyEquality.IDENTITY);
		this.backed = (cache.backingStatistics() != null);
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
	@SuppressWarnings({ "unchecked", "NullAway" }) // a loader that gives null fails so
	public <T> @Nullable T get(Object key, Callable<T> valueLoader) {
		try {
			return (T) fromStoreValue(this.cache.get(findable(key), (absent) -> load(absent, valueLoader)));
		}
		catch (NullLoadException ex) {
			if (isNullOf(key, ex)) {
				return null;
			}
			throw ex;
		}
	}

	@Override
	public @Nullable CompletableFuture<?> retrieve(Object key) {
		if (this.backed) {
			return retrieveFromEngine(key);
		}
		Object value = lookup(key);
		return (value != null) ? CompletableFuture.completedFuture(toValueWrapper(value)) : null;
	}

	/**
	 * Reads the engine on another thread, unless the value is here.
	 */
	private CompletableFuture<?> retrieveFromEngine(Object key) {
		return (this.cache.contains(findable(key))) ? CompletableFuture.completedFuture(get(key))
				: CompletableFuture.supplyAsync(() -> get(key));
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T> CompletableFuture<T> retrieve(Object key, Supplier<CompletableFuture<T>> valueLoader) {
		CompletableFuture<T> result = new CompletableFuture<>();
		this.cache.getAsync(findable(key), (absent) -> valueLoader.get().thenApply(this::storable))
			.whenComplete((value, failure) -> {
				if (failure == null || isNullOf(key, failure)) {
					result.complete((T) fromStoreValue(value));
				}
				else {
					result.completeExceptionally(failure);
				}
			});
		return result;
	}

	@Override
	public void put(Object key, @Nullable Object value) {
		Object storable = storable(value);
		if (storable != null) {
			this.cache.put(findable(key), storable);
		}
		else {
			evict(key);
		}
	}

	@Override
	public @Nullable ValueWrapper putIfAbsent(Object key, @Nullable Object value) {
		Object storable = storable(value);
		return toValueWrapper(
				(storable != null) ? this.cache.putIfAbsent(findable(key), storable) : present(findable(key)));
	}

	/**
	 * Returns the present value, which is no look-up unless there is an engine to read.
	 */
	private @Nullable Object present(Object key) {
		return (this.backed) ? this.cache.getIfPresent(key) : this.cache.asMap().get(key);
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
	 * Returns the object to store for a value.
	 * @return the object, or {@code null} if the cache does not store it
	 */
	private @Nullable Object storable(@Nullable Object value) {
		if (value != null && !(value instanceof NullValue)) {
			this.lastingValues.check(this.cache, value);
			return value;
		}
		if (this.nulls == null) {
			return new StoredNull();
		}
		this.nulls.log(getName(),
				"The cache '{}' does not remember null, since its values have a type, so a method that "
						+ "returns null is called again. To have null remembered use a cache without value-type",
				getName());
		return null;
	}

	@Override
	protected @Nullable Object fromStoreValue(@Nullable Object storeValue) {
		return (storeValue instanceof StoredNull) ? null : storeValue;
	}

	@Override
	public String toString() {
		return this.cache.toString();
	}

	private @Nullable Object load(Object key, Callable<?> valueLoader) {
		try {
			return storable(valueLoader.call());
		}
		catch (Exception ex) {
			throw new ValueRetrievalException(key, valueLoader, ex);
		}
	}

	/**
	 * Returns whether a load has failed because the loaded value is {@code null}.
	 */
	private boolean isNullOf(Object key, Throwable failure) {
		return failure instanceof NullLoadException ex && ex.isOf(getName(), this.cache.keyEquality(), key);
	}

	private Object findable(Object key) {
		if (this.identity && TemporaryKeyException.isTemporary(key)) {
			throw new TemporaryKeyException(this.cache.name(), key.getClass());
		}
		return key;
	}

}
