package dev.weakref.cache;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.weakref.Kind;
import dev.weakref.WeakRefConfigurationException;
import dev.weakref.collection.CollectedListener;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.ReferenceMapBuilder;
import dev.weakref.collection.References;
import dev.weakref.reaper.CallbackSource;
import dev.weakref.reaper.Reaper;
import dev.weakref.singleflight.Claims;
import dev.weakref.singleflight.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The content of a cache, and its numbers. Meters, endpoint and reaper hold this rather
 * than the cache, so that a cache that its users have dropped can be collected.
 * <p>
 * The weak index contains every live value and decides what is in the cache. The strong
 * tier only holds some entries of the index. The index reports new, used and removed
 * entries to the strong tier.
 */
final class CacheState<K, V> implements ManagedCache, CollectedListener<K> {

	private static final long LONGEST_SWEEP_INTERVAL = TimeUnit.MINUTES.toNanos(1);

	final ReferenceMap<K, V> index;

	final @Nullable StrongTier strong;

	/** The loads under way. */
	final Claims<Outcome<V>> claims;

	/** Absent where statistics are switched off. */
	final @Nullable Counters counters;

	final Reloads reloads;

	/** The type itself is not held: a cache may outlive the class loader of its users. */
	final boolean typed;

	final LastingEntries lastingEntries;

	/** Present if there is an engine behind the cache. */
	final @Nullable BackedEntries<K, V> backed;

	private final String name;

	private final Reaper reaper;

	private final References references;

	private final KeyEquality keyEquality;

	private final CallbackSource callbacks;

	/** Weak because listeners tend to reach the cache, which alone holds the list. */
	private final WeakReference<List<WeakCacheListener<? super K>>> listeners;

	private final @Nullable Long maximumSize;

	private final @Nullable Duration expireAfterAccess;

	private final @Nullable Duration expireAfterWrite;

	/** How often expired entries are looked for, or 0 if entries do not expire. */
	private final long sweepNanos;

	private long lastSweep = System.nanoTime();

	CacheState(WeakCacheBuilder<K, V> options, List<WeakCacheListener<? super K>> listeners) {
		this.name = options.name;
		this.reaper = options.reaper;
		this.references = options.references;
		this.keyEquality = options.keyEquality;
		this.typed = options.valueType != null && options.valueType != Object.class;
		this.callbacks = CallbackSource.of(Kind.CACHE, options.name);
		this.listeners = new WeakReference<>(listeners);
		this.claims = new Claims<>(options.keyEquality == KeyEquality.IDENTITY, options.waits);
		this.counters = (options.statistics) ? new Counters() : null;
		this.reloads = new Reloads(options);
		this.lastingEntries = new LastingEntries(options);
		this.strong = (options.retention != null) ? strongTier(options, options.retention) : null;
		RetainSpec retention = options.retention;
		this.maximumSize = (retention != null) ? retention.maximumSize() : null;
		this.expireAfterAccess = (retention != null) ? retention.expireAfterAccess() : null;
		this.expireAfterWrite = options.expireAfterWrite;
		Duration timeToLive = (options.backing == null) ? options.expireAfterWrite : null;
		this.sweepNanos = (timeToLive != null)
				? Math.max(1, Math.min(TimeUnit.NANOSECONDS.convert(timeToLive) / 8, LONGEST_SWEEP_INTERVAL)) : 0;
		this.index = index(options);
		this.backed = (options.backing != null && options.backingSpec != null)
				? new BackedEntries<>(options, options.backing, options.backingSpec, this) : null;
	}

	/**
	 * The strong tier is the only class that is linked to Caffeine, which is optional.
	 */
	private static StrongTier strongTier(WeakCacheBuilder<?, ?> options, RetainSpec retention) {
		try {
			return new StrongTier(retention, options);
		}
		catch (NoClassDefFoundError ex) {
			throw new WeakRefConfigurationException(options.name, "retain", retention,
					"the strong tier needs Caffeine, which cannot be loaded: " + ex,
					"Add the dependency com.github.ben-manes.caffeine:caffeine, or leave 'retain' out");
		}
	}

	private ReferenceMap<K, V> index(WeakCacheBuilder<K, V> options) {
		ReferenceMapBuilder<K, V> index = ReferenceMap.<K, V>builder(options.references, options.keyEquality)
			.reaper(options.reaper)
			.retainer(this.strong)
			.onCollected(this)
			.waits(options.waits);
		if (options.backing != null) {
			return index.stamped().build();
		}
		if (options.ticker != null) {
			index.ticker(options.ticker);
		}
		if (options.expireAfterWrite != null) {
			index.expireAfterWrite(options.expireAfterWrite);
		}
		return index.build();
	}

	/**
	 * Stores a value if the key has none.
	 * @return the value that was present
	 */
	@Nullable V putIfAbsent(K key, V value) {
		V present = this.index.putIfAbsent(key, value);
		if (present == null) {
			stored(key, value);
		}
		return present;
	}

	private @Nullable MiniatureTiers miniatures() {
		return (this.strong != null) ? this.strong.miniatures() : null;
	}

	/**
	 * Notes a look-up that found no value and was counted.
	 */
	void missed(Object key) {
		MiniatureTiers miniatures = miniatures();
		if (miniatures != null) {
			miniatures.missed(this.index.hash(key));
		}
	}

	/**
	 * Forgets a key that is removed, so that a load under way does not bring it back.
	 */
	void forget(Object key) {
		this.claims.revoke(key);
		MiniatureTiers miniatures = miniatures();
		if (miniatures != null) {
			miniatures.removed(this.index.hash(key));
		}
	}

	/**
	 * Counts and checks a value that was stored in the index.
	 */
	void stored(K key, V value) {
		if (this.counters != null) {
			this.counters.puts.increment();
		}
		this.lastingEntries.check(key, value);
		this.reloads.stored(key);
	}

	/**
	 * Counts a load.
	 */
	void loaded(long nanos, boolean successful) {
		if (this.counters != null) {
			this.counters.loaded(nanos, successful);
		}
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
	public @Nullable Long maximumSize() {
		return this.maximumSize;
	}

	@Override
	public @Nullable Duration expireAfterAccess() {
		return this.expireAfterAccess;
	}

	@Override
	public @Nullable Duration expireAfterWrite() {
		return this.expireAfterWrite;
	}

	@Override
	public boolean recordsStatistics() {
		return this.counters != null;
	}

	@Override
	public WeakCacheStatistics statistics() {
		Counters counters = (this.counters != null) ? this.counters : new Counters();
		return counters.statistics(this.strong != null, this.index.collectedCount(), this.index.expiredCount(),
				this.reloads.count());
	}

	@Override
	public List<SizeEstimate> estimates(WeakCacheStatistics counts) {
		MiniatureTiers miniatures = miniatures();
		return (miniatures != null) ? miniatures.estimates(counts) : List.of();
	}

	@Override
	public void invalidateAll() {
		this.claims.revokeAll();
		MiniatureTiers miniatures = miniatures();
		if (miniatures != null) {
			miniatures.removedAll();
		}
		if (this.backed != null) {
			this.backed.forgetAll();
		}
		else {
			this.index.clear();
		}
	}

	/**
	 * Removes all entries, and ends the subscription to the changes of the engine.
	 */
	void close() {
		if (this.backed != null) {
			this.backed.trust.close();
		}
		invalidateAll();
		if (this.backed != null) {
			this.backed.registration.close();
		}
	}

	@Override
	public @Nullable BackingOrigin backing() {
		return (this.backed != null) ? this.backed.spec.origin : null;
	}

	@Override
	public @Nullable BackingStatistics backingStatistics() {
		return (this.backed != null) ? this.backed.statistics() : null;
	}

	@Override
	public void cleanUp() {
		if (this.strong != null) {
			this.strong.maintain();
		}
		this.index.cleanUp();
	}

	/**
	 * Has the reaper maintain the tiers about once a second while the cache is held.
	 */
	void maintainWhileHeld(WeakCache<K, V> cache) {
		if (this.strong != null || this.sweepNanos != 0) {
			this.reaper.maintain(cache, this::maintain);
		}
	}

	private void maintain() {
		if (this.strong != null) {
			this.strong.maintain();
		}
		long now = System.nanoTime();
		if (this.sweepNanos != 0 && now - this.lastSweep >= this.sweepNanos) {
			this.lastSweep = now;
			this.index.cleanUp();
		}
	}

	@Override
	public void collected(@Nullable K key) {
		CollectionCause cause = (key != null) ? CollectionCause.VALUE_COLLECTED : CollectionCause.KEY_COLLECTED;
		tellListeners((listener) -> listener.onCollected(key, cause));
		if (key != null) {
			this.reloads.collected(key);
		}
	}

	/**
	 * Tells the listeners that the value of a key has a successor.
	 */
	void superseded(K key) {
		tellListeners((listener) -> listener.onSuperseded(key));
	}

	private void tellListeners(Consumer<WeakCacheListener<? super K>> event) {
		List<WeakCacheListener<? super K>> listeners = this.listeners.get();
		if (listeners != null) {
			listeners.forEach((listener) -> this.reaper.callbacks()
				.submit(this.callbacks, listener, () -> event.accept(listener)));
		}
	}

}
