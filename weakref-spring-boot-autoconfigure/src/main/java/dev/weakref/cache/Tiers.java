package dev.weakref.cache;

import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

import dev.weakref.WeakRefConfigurationException;
import dev.weakref.collection.CollectedListener;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.ReferenceMapBuilder;
import dev.weakref.singleflight.Claim;
import dev.weakref.singleflight.Claims;
import dev.weakref.singleflight.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What a cache consists of. The weak index has every live value and is the truth about
 * what is in the cache; the strong tier only says which of its entries to hold, and is
 * told by the index of what comes, is used and goes.
 */
final class Tiers<K, V> {

	final String name;

	final ReferenceMap<K, V> index;

	final @Nullable StrongTier strong;

	/** Who loads what. */
	final Claims<Outcome<V>> claims;

	/** Absent where statistics are switched off. */
	final @Nullable Counters counters;

	final LastingEntries lastingEntries;

	final @Nullable Reloads reloads;

	private final KeyEquality keyEquality;

	private final @Nullable SweepInterval sweepInterval;

	private final String nullKey;

	private final String nullValue;

	Tiers(WeakCacheBuilder<K, V> options, CollectedListener<K> listener) {
		this.name = options.name;
		this.keyEquality = options.keyEquality;
		this.lastingEntries = new LastingEntries(options);
		this.reloads = Reloads.of(options);
		this.claims = new Claims<>(options.keyEquality == KeyEquality.IDENTITY, options.waits);
		this.counters = (options.statistics) ? new Counters() : null;
		this.strong = (options.retention != null) ? strongTier(options, options.retention) : null;
		ReferenceMapBuilder<K, V> index = ReferenceMap.<K, V>builder(options.references, options.keyEquality)
			.reaper(options.reaper)
			.retainer(this.strong)
			.onCollected(listener)
			.waits(options.waits);
		if (options.ticker != null) {
			index.ticker(options.ticker);
		}
		Duration timeToLive = options.expireAfterWrite;
		this.index = ((timeToLive != null) ? index.expireAfterWrite(timeToLive) : index).build();
		this.sweepInterval = (timeToLive != null) ? new SweepInterval(timeToLive) : null;
		this.nullKey = "A key of weak cache '" + this.name + "' must not be null";
		this.nullValue = "A value of weak cache '" + this.name + "' must not be null; invalidate the key instead";
	}

	/**
	 * Look a value up, and count that.
	 */
	@Nullable V find(K key) {
		Counters counters = this.counters;
		V value = lookUp(requireKey(key), (counters != null) ? counters.weakHits : null);
		if (counters != null) {
			((value != null) ? counters.hits : counters.misses).increment();
		}
		return value;
	}

	/**
	 * Look a value up. That is a use of it, but neither hit nor miss.
	 */
	@Nullable V use(Object key) {
		return lookUp(requireKey(key), null);
	}

	private @Nullable V lookUp(Object key, @Nullable LongAdder weakHits) {
		return (this.strong != null) ? this.index.use(key, weakHits) : this.index.get(key);
	}

	@Nullable V put(K key, V value) {
		requireEntry(key, value);
		V previous = this.index.put(key, value);
		stored(key, value);
		return previous;
	}

	@Nullable V putIfAbsent(K key, V value) {
		requireEntry(key, value);
		V present = this.index.putIfAbsent(key, value);
		if (present == null) {
			stored(key, value);
		}
		return present;
	}

	/**
	 * Store a loaded value, unless its key was invalidated meanwhile.
	 * @return the value to answer with
	 */
	V storeLoaded(K key, V value, Claim<?> claim) {
		V winner = claim.use() ? putIfAbsent(key, value) : null;
		return (winner != null) ? winner : value;
	}

	/**
	 * Take note of a value that has come into the index.
	 */
	void stored(K key, V value) {
		if (this.counters != null) {
			this.counters.puts.increment();
		}
		this.lastingEntries.check(key, value);
		if (this.reloads != null) {
			this.reloads.stored(key);
		}
	}

	/**
	 * Count a load.
	 */
	void loaded(long nanos, boolean successful) {
		if (this.counters != null) {
			this.counters.loaded(nanos, successful);
		}
	}

	/**
	 * Remove an entry and see to it that a load under way does not bring it back.
	 */
	@Nullable V remove(K key) {
		this.claims.revoke(requireKey(key));
		return this.index.remove(key);
	}

	void clear() {
		this.claims.revokeAll();
		this.index.clear();
	}

	long retainedCount() {
		return (this.strong != null) ? this.strong.size() : 0;
	}

	WeakCacheStatistics statistics() {
		Counters counters = (this.counters != null) ? this.counters : new Counters();
		return counters.statistics(this.strong != null, this.index.collectedCount(), this.index.expiredCount());
	}

	void cleanUp() {
		if (this.strong != null) {
			this.strong.maintain();
		}
		this.index.cleanUp();
	}

	/**
	 * What the reaper does about once a second.
	 */
	void maintain() {
		if (this.strong != null) {
			this.strong.maintain();
		}
		if (this.sweepInterval != null && this.sweepInterval.isOver()) {
			this.index.cleanUp();
		}
	}

	boolean needsMaintenance() {
		return this.strong != null || this.sweepInterval != null;
	}

	/**
	 * A map for some of the keys, which tells them apart as the cache does.
	 */
	<T extends @Nullable Object> Map<K, T> newMap() {
		return (this.keyEquality == KeyEquality.IDENTITY) ? new IdentityHashMap<>() : new LinkedHashMap<>();
	}

	/**
	 * Whether a load has failed because its own loader gave {@code null}, rather than one
	 * on which that depends.
	 */
	boolean isNull(Outcome<V> loaded, K key) {
		return loaded.failure() instanceof NullLoadException ex && ex.isOf(this.name, this.keyEquality, key);
	}

	<T> T requireKey(@Nullable T key) {
		return Objects.requireNonNull(key, this.nullKey);
	}

	void requireValue(@Nullable V value) {
		Objects.requireNonNull(value, this.nullValue);
	}

	void requireEntry(@Nullable K key, @Nullable V value) {
		requireKey(key);
		requireValue(value);
	}

	/**
	 * The strong tier is the only class that is linked to Caffeine, which is optional.
	 */
	private static StrongTier strongTier(WeakCacheBuilder<?, ?> options, RetainSpec retention) {
		try {
			return new StrongTier(retention, options.ticker);
		}
		catch (NoClassDefFoundError ex) {
			throw new WeakRefConfigurationException(options.name, "retain", retention,
					"the strong tier needs Caffeine, which cannot be loaded: " + ex,
					"Add the dependency com.github.ben-manes.caffeine:caffeine, or leave 'retain' out");
		}
	}

}
