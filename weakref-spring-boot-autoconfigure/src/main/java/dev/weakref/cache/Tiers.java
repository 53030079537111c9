package dev.weakref.cache;

import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import dev.weakref.collection.Claim;
import dev.weakref.collection.Claims;
import dev.weakref.collection.CollectedListener;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.Outcome;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.ReferenceMapBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What a cache consists of. The weak index has every live value and is the truth about
 * what is in the cache; the strong tier only says which values to hold.
 * <p>
 * Whoever changes the index does so before the strong tier.
 */
final class Tiers<K, V> {

	final String name;

	final ReferenceMap<K, V> index;

	final @Nullable StrongTier<K, V> strong;

	/** Who loads what. */
	final Claims<Outcome<V>> claims;

	final Counters counters = new Counters();

	private final KeyEquality keyEquality;

	private final @Nullable SweepInterval sweepInterval;

	private final String nullKey;

	private final String nullValue;

	Tiers(WeakCacheBuilder<K, V> options, CollectedListener<K> listener) {
		this.name = options.name;
		this.keyEquality = options.keyEquality;
		this.claims = new Claims<>(options.keyEquality, options.waits);
		this.strong = (options.retention != null) ? strongTier(options, options.retention) : null;
		ReferenceMapBuilder<K, V> index = ReferenceMap.<K, V>builder(options.references, options.keyEquality)
			.reaper(options.reaper)
			.onCollected(listener)
			.ticker(options.ticker)
			.waits(options.waits);
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
		V value = this.index.get(requireKey(key));
		if (value == null) {
			this.counters.misses.increment();
			return null;
		}
		this.counters.hits.increment();
		if (!use(key, value)) {
			this.counters.weakHits.increment();
		}
		return value;
	}

	/**
	 * Tell the strong tier of the use of a value.
	 * @return whether it held it
	 */
	boolean use(K key, V value) {
		if (this.strong == null || this.strong.use(key, value)) {
			return true;
		}
		retain(key, value);
		return false;
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
	 * Bring counters and strong tier up to date with a value that has come into the
	 * index.
	 */
	void stored(K key, V value) {
		this.counters.puts.increment();
		retain(key, value);
	}

	/**
	 * Remove an entry and see to it that a load under way does not bring it back.
	 */
	@Nullable V remove(K key) {
		this.claims.revoke(requireKey(key));
		V removed = this.index.remove(key);
		release(key);
		return removed;
	}

	/**
	 * Release what the index no longer has.
	 */
	void release(K key) {
		if (this.strong != null) {
			this.strong.releaseUnlessIn(this.index, key);
		}
	}

	void clear() {
		this.claims.revokeAll();
		this.index.clear();
		if (this.strong != null) {
			this.strong.clear();
		}
	}

	long retainedCount() {
		return (this.strong != null) ? this.strong.size() : 0;
	}

	WeakCacheStatistics statistics() {
		return this.counters.statistics(this.strong != null, this.index.collectedCount(), this.index.expiredCount());
	}

	void cleanUp() {
		if (this.strong != null) {
			this.strong.cleanUp();
		}
		this.index.cleanUp();
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
	 * Hold a value strongly from now on: the one that the index has after that.
	 */
	void retain(K key, V value) {
		if (this.strong == null) {
			return;
		}
		V latest = value;
		while (latest != null) {
			K stored = this.index.storedKey(key);
			this.strong.retain((stored != null) ? stored : key, latest);
			V present = this.index.get(key);
			if (present == latest) {
				return;
			}
			latest = present;
		}
		this.strong.releaseUnlessIn(this.index, key);
	}

	/**
	 * The strong tier is the only class that is linked to Caffeine, which is optional.
	 */
	private static <K, V> StrongTier<K, V> strongTier(WeakCacheBuilder<K, V> options, RetainSpec retention) {
		try {
			return new StrongTier<>(retention, options.keyEquality, options.expireAfterWrite, options.ticker);
		}
		catch (NoClassDefFoundError ex) {
			throw new CacheConfigurationException(options.name, "retain", retention,
					"the strong tier needs Caffeine, which is not on the class path",
					"Add the dependency com.github.ben-manes.caffeine:caffeine, or leave 'retain' out");
		}
	}

}
