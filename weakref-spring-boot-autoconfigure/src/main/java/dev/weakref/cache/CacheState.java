package dev.weakref.cache;

import java.lang.ref.WeakReference;
import java.util.List;

import dev.weakref.Kind;
import dev.weakref.collection.CollectedListener;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.References;
import dev.weakref.reaper.CallbackSource;
import dev.weakref.reaper.Reaper;
import org.jspecify.annotations.Nullable;

/**
 * What is managed of a cache. Meters, endpoint and reaper hold this rather than the
 * cache, so that a cache which its users have dropped can be collected.
 */
final class CacheState<K, V> implements ManagedCache, CollectedListener<K> {

	final Tiers<K, V> tiers;

	private final Reaper reaper;

	private final References references;

	private final KeyEquality keyEquality;

	/** The type itself is not held: a cache may outlive the class loader of its users. */
	private final boolean typed;

	private final CallbackSource callbacks;

	/**
	 * Weak since listeners tend to reach the cache, which is held by nobody else here.
	 */
	private final WeakReference<List<WeakCacheListener<? super K>>> listeners;

	CacheState(WeakCacheBuilder<K, V> options, List<WeakCacheListener<? super K>> listeners) {
		this.reaper = options.reaper;
		this.references = options.references;
		this.keyEquality = options.keyEquality;
		this.typed = options.valueType != null && options.valueType != Object.class;
		this.callbacks = CallbackSource.of(Kind.CACHE, options.name);
		this.listeners = new WeakReference<>(listeners);
		this.tiers = new Tiers<>(options, this);
	}

	@Override
	public String name() {
		return this.tiers.name;
	}

	@Override
	public References references() {
		return this.references;
	}

	@Override
	public KeyEquality keyEquality() {
		return this.keyEquality;
	}

	/**
	 * Whether the values are known to be of some type.
	 */
	boolean isTyped() {
		return this.typed;
	}

	@Override
	public CallbackSource callbacks() {
		return this.callbacks;
	}

	@Override
	public long estimatedSize() {
		return this.tiers.index.estimatedSize();
	}

	@Override
	public long liveCount() {
		return this.tiers.index.liveCount();
	}

	@Override
	public long retainedCount() {
		return this.tiers.retainedCount();
	}

	@Override
	public boolean recordsStatistics() {
		return this.tiers.counters != null;
	}

	@Override
	public WeakCacheStatistics statistics() {
		return this.tiers.statistics();
	}

	@Override
	public void invalidateAll() {
		this.tiers.clear();
	}

	@Override
	public void cleanUp() {
		this.tiers.cleanUp();
	}

	/**
	 * Do from time to time what has to be done while the cache is held.
	 */
	void maintain(Object cache) {
		if (this.tiers.needsMaintenance()) {
			this.reaper.maintain(cache, this.tiers::maintain);
		}
	}

	@Override
	public void collected(@Nullable K key) {
		CollectionCause cause = (key != null) ? CollectionCause.VALUE_COLLECTED : CollectionCause.KEY_COLLECTED;
		List<WeakCacheListener<? super K>> listeners = this.listeners.get();
		if (listeners != null) {
			listeners.forEach((listener) -> this.reaper.callbacks()
				.submit(this.callbacks, listener, () -> listener.onCollected(key, cause)));
		}
		if (key != null && this.tiers.reloads != null) {
			this.tiers.reloads.collected(key);
		}
	}

}
