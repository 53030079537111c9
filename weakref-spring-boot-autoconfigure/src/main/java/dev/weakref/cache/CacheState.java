package dev.weakref.cache;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.weakref.collection.Claims;
import dev.weakref.collection.CollectedListener;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.ReferenceMapBuilder;
import dev.weakref.collection.References;
import dev.weakref.reaper.CallbackSource;
import dev.weakref.reaper.Reaper;
import org.jspecify.annotations.Nullable;

/**
 * The two tiers of a cache and its counters. Meters, endpoint and reaper hold this rather
 * than the cache, so that a cache which its users have dropped can be collected.
 */
final class CacheState<K, V> implements ManagedCache, CollectedListener<K> {

	final String name;

	final ReferenceMap<K, V> index;

	final @Nullable StrongTier<K, V> strong;

	final Counters counters = new Counters();

	final Claims<Outcome<V>> claims;

	final Reaper reaper;

	private final References references;

	private final KeyEquality keyEquality;

	/** The type itself is not held: a cache may outlive the class loader of its users. */
	private final boolean typed;

	private final CallbackSource callbacks;

	/**
	 * Weak since listeners tend to reach the cache, which is held by nobody else here.
	 */
	private final WeakReference<List<WeakCacheListener<? super K>>> listeners;

	private final @Nullable SweepInterval sweepInterval;

	CacheState(WeakCacheBuilder<K, V> options, List<WeakCacheListener<? super K>> listeners) {
		this.name = options.name;
		this.reaper = options.reaper;
		this.references = options.references;
		this.keyEquality = options.keyEquality;
		this.typed = options.valueType != null && options.valueType != Object.class;
		this.callbacks = CallbackSource.of("cache", options.name);
		this.listeners = new WeakReference<>(listeners);
		this.claims = new Claims<>(options.keyEquality, options.waits);
		this.strong = (options.retention != null) ? strongTier(options, options.retention) : null;
		ReferenceMapBuilder<K, V> index = ReferenceMap.<K, V>builder(options.references, options.keyEquality)
			.reaper(options.reaper)
			.onCollected(this)
			.ticker(options.ticker);
		Duration timeToLive = options.expireAfterWrite;
		this.index = ((timeToLive != null) ? index.expireAfterWrite(timeToLive) : index).build();
		this.sweepInterval = (timeToLive != null) ? new SweepInterval(timeToLive) : null;
	}

	@Override
	public String name() {
		return this.name;
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
		return this.index.estimatedSize();
	}

	@Override
	public long liveCount() {
		return this.index.liveCount();
	}

	@Override
	public long retainedCount() {
		return (this.strong != null) ? this.strong.size() : 0;
	}

	@Override
	public WeakCacheStatistics statistics() {
		Counters counters = this.counters;
		long hits = counters.hits.sum();
		return new WeakCacheStatistics(hits, (this.strong != null) ? counters.weakHits.sum() : hits,
				counters.misses.sum(), counters.puts.sum(), counters.loads.sum(), counters.loadFailures.sum(),
				counters.loadNanos.sum(), this.index.collectedCount(), this.index.expiredCount());
	}

	@Override
	public void invalidateAll() {
		this.claims.revokeAll();
		this.index.clear();
		if (this.strong != null) {
			this.strong.clear();
		}
	}

	@Override
	public void cleanUp() {
		if (this.strong != null) {
			this.strong.cleanUp();
		}
		this.index.cleanUp();
	}

	/**
	 * A map for some of the keys, which tells them apart as the cache does.
	 */
	<T extends @Nullable Object> Map<K, T> newMap() {
		return (this.keyEquality == KeyEquality.IDENTITY) ? new IdentityHashMap<>() : new LinkedHashMap<>();
	}

	/**
	 * What the reaper does about once a second.
	 */
	void maintain() {
		if (this.strong != null) {
			this.strong.cleanUp();
		}
		if (this.sweepInterval != null && this.sweepInterval.isOver()) {
			this.index.cleanUp();
		}
	}

	boolean needsMaintenance() {
		return this.strong != null || this.sweepInterval != null;
	}

	@Override
	public void collected(@Nullable K key) {
		CollectionCause cause = (key != null) ? CollectionCause.VALUE_COLLECTED : CollectionCause.KEY_COLLECTED;
		List<WeakCacheListener<? super K>> listeners = this.listeners.get();
		if (listeners != null) {
			listeners.forEach((listener) -> this.reaper.callbacks()
				.submit(this.callbacks, this.reaper.noticedAt(), () -> listener.onCollected(key, cause)));
		}
	}

	/**
	 * An expired entry must not be retained; a fresh value for the key may be.
	 */
	@Override
	public void expired(@Nullable K key) {
		if (this.strong != null && key != null) {
			this.strong.releaseUnlessIn(this.index, key);
		}
	}

	/**
	 * The strong tier is the only class that is linked to Caffeine, which is optional.
	 */
	private static <K, V> StrongTier<K, V> strongTier(WeakCacheBuilder<K, V> options, Retention retention) {
		try {
			return new StrongTier<>(retention, options.keyEquality, options.expireAfterWrite, options.ticker);
		}
		catch (NoClassDefFoundError ex) {
			throw new CacheConfigurationException(options.name, "retain", retention,
					"the strong tier needs Caffeine, which is not on the class path",
					"Add the dependency com.github.ben-manes.caffeine:caffeine, or leave 'retain' out");
		}
	}

	/**
	 * When to look for expired entries one by one: often enough that they do not pile up,
	 * seldom enough to cost nothing.
	 */
	private static final class SweepInterval {

		private static final Duration LONGEST = Duration.ofMinutes(1);

		private final long nanos;

		private long lastSweep = System.nanoTime();

		SweepInterval(Duration timeToLive) {
			this.nanos = Math.min(TimeUnit.NANOSECONDS.convert(timeToLive) / 8, LONGEST.toNanos());
		}

		boolean isOver() {
			long now = System.nanoTime();
			if (now - this.lastSweep < this.nanos) {
				return false;
			}
			this.lastSweep = now;
			return true;
		}

	}

}
