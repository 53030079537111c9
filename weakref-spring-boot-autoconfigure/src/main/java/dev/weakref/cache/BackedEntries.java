package dev.weakref.cache;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import dev.weakref.Registration;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.References;
import dev.weakref.collection.StampedEntries;
import dev.weakref.collection.StampedEntry;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a cache in front of an engine. It reads them from the engine and writes
 * them to it, and keeps one object for each version of a value.
 */
final class BackedEntries<K, V> {

	final Backing<K, V> backing;

	final BackingSpec spec;

	final Trust trust;

	/** The subscription to the channel. */
	final Registration registration;

	private final CacheState<K, V> state;

	private final StampedEntries<K, V> entries;

	/** The time when each object was superseded. */
	private final ReferenceMap<V, Long> superseded;

	private final BackingCounters counters;

	BackedEntries(WeakCacheBuilder<K, V> options, Backing<K, V> backing, BackingSpec spec, CacheState<K, V> state) {
		this.backing = backing;
		this.spec = spec;
		this.state = state;
		LongSupplier ticker = (options.ticker != null) ? options.ticker : System::nanoTime;
		this.trust = new Trust(spec, options.expireAfterWrite, ticker);
		this.counters = new BackingCounters(ticker);
		this.entries = new StampedEntries<>(state.index);
		this.superseded = ReferenceMap.<V, Long>builder(References.WEAK_KEYS, KeyEquality.IDENTITY)
			.reaper(options.reaper)
			.build();
		this.registration = (spec.channel != null) ? spec.channel.subscribe(spec.engineCache, this.trust) : () -> {
		};
	}

	/**
	 * Returns the version of a value that is read or loaded from now on.
	 */
	Version version(K key) {
		return this.trust.version(this.backing.engineKey(key));
	}

	/**
	 * Reads an entry from the engine and stores it.
	 * @return the value, or {@code null} if the engine has none
	 */
	@Nullable V read(K key, Version version) {
		Map<K, Backing.Entry<V>> entries = this.counters.read(1, () -> {
			Backing.Entry<V> entry = this.backing.read(key);
			return (entry != null) ? Map.of(key, entry) : Map.of();
		});
		Backing.Entry<V> entry = entries.get(key);
		if (entry == null) {
			removeAbsent(key, version);
			return null;
		}
		return keepRead(key, entry, version);
	}

	/**
	 * Reads several entries from the engine, and stores them.
	 * @return the values that the engine has
	 */
	Map<K, V> readAll(Map<K, Version> versions) {
		Map<K, V> values = new LinkedHashMap<>();
		Map<K, Backing.Entry<V>> entries = this.counters.read(versions.size(),
				() -> this.backing.readAll(Set.copyOf(versions.keySet())));
		versions.forEach((key, version) -> {
			Backing.Entry<V> entry = entries.get(key);
			if (entry != null) {
				values.put(key, keepRead(key, entry, version));
			}
			else {
				removeAbsent(key, version);
			}
		});
		return values;
	}

	/**
	 * Removes the entry of a key that the engine has no more, unless it is newer than the
	 * read.
	 */
	private void removeAbsent(K key, Version version) {
		StampedEntry<V> found = this.entries.find(key);
		if (found != null && !found.stamp().isCurrent() && !((Version) found.stamp()).isNewerThan(version)) {
			remove(key, found);
		}
	}

	private @Nullable V remove(K key, StampedEntry<V> entry) {
		V removed = this.entries.remove(entry);
		if (removed != null) {
			supersede(key, removed);
		}
		return removed;
	}

	private V keepRead(K key, Backing.Entry<V> entry, Version version) {
		if (!this.trust.isUnchanged(version)) {
			this.counters.discarded.increment();
		}
		return keep(key, entry, version);
	}

	/**
	 * Changes the engine. The engine may have made a change although the call failed, so
	 * a failed call ends the version of the present value.
	 */
	private <T> T change(Version version, Supplier<T> access) {
		boolean changed = false;
		try {
			T result = this.counters.access(access);
			changed = true;
			return result;
		}
		finally {
			if (!changed) {
				this.trust.next(version);
			}
		}
	}

	/**
	 * Writes a loaded value to the engine unless the engine has a value for the key, and
	 * stores the value that the engine has afterwards. If the entry has changed since the
	 * load began, the loaded value is neither written nor stored.
	 * @return the value to return
	 */
	V fill(K key, V value, Version version) {
		if (!this.trust.isUnchanged(version)) {
			this.counters.discarded.increment();
			return value;
		}
		Backing.Entry<V> entry = change(version, () -> this.backing.writeIfAbsent(key, value));
		return keep(key, entry, this.trust.next(version));
	}

	/**
	 * Stores a value without the engine, until the engine can be read again.
	 */
	V keepProvisionally(K key, V value, Version version) {
		return keep(key, Backing.Entry.of(value), this.trust.provisional(version));
	}

	/**
	 * Stores an entry of the engine, unless there is a newer one. If an object of the
	 * same version is live, that object stays the value. An entry whose version has ended
	 * is stored too, because the next read compares with it.
	 * @return the value to return
	 */
	private V keep(K key, Backing.Entry<V> entry, Version started) {
		Version version = started.of(entry.bytes());
		V value = (version.hasDigest()) ? null : decode(entry);
		while (true) {
			StampedEntry<V> found = this.entries.find(key);
			V present = (found != null) ? found.referent() : null;
			if (found != null && present != null) {
				Version presentVersion = (Version) found.stamp();
				if (presentVersion.isCurrent()) {
					return present;
				}
				if (version.hasDigest() ? version.hasSameDigest(presentVersion)
						: !presentVersion.hasDigest() && present.equals(value)) {
					if (found.renew(presentVersion, version)) {
						this.counters.unchanged.increment();
						this.entries.used(found);
						return present;
					}
					continue;
				}
			}
			value = (value != null) ? value : decode(entry);
			if (found != null && present != null && ((Version) found.stamp()).isNewerThan(version)) {
				return value;
			}
			if (enter(key, value, version, found, present)) {
				return value;
			}
		}
	}

	/**
	 * Returns the value of an entry. One that cannot be decoded is counted as a failure,
	 * but the engine is not down.
	 */
	private V decode(Backing.Entry<V> entry) {
		try {
			return entry.value();
		}
		catch (Throwable ex) {
			this.counters.failures.increment();
			throw ex;
		}
	}

	/**
	 * Writes a value to the engine, and stores it.
	 * @return the value that was stored here
	 */
	@Nullable V write(K key, V value) {
		Version version = version(key);
		Backing.Entry<V> entry = change(version, () -> this.backing.write(key, value));
		return replace(key, value, this.trust.next(version).of(entry.bytes()));
	}

	private @Nullable V replace(K key, V value, Version version) {
		while (true) {
			StampedEntry<V> found = this.entries.find(key);
			V present = (found != null) ? found.referent() : null;
			boolean current = (found != null && found.stamp().isCurrent());
			if (found != null && (current && !version.isCurrent() || ((Version) found.stamp()).isNewerThan(version))) {
				return null;
			}
			if (enter(key, value, version, found, present)) {
				return (current) ? present : null;
			}
		}
	}

	private boolean enter(K key, V value, Version version, @Nullable StampedEntry<V> found, @Nullable V present) {
		boolean entered = this.entries.enter(key, value, version, found);
		if (entered) {
			this.superseded.remove(value);
			if (present != null && present != value) {
				this.counters.changed.increment();
				supersede(key, present);
			}
			this.state.stored(key, value);
		}
		return entered;
	}

	/**
	 * Writes a value if the engine has none.
	 * @return the value that the engine had, or {@code null} if this one was written
	 */
	@Nullable V writeIfAbsent(K key, V value) {
		Version version = version(key);
		Backing.Entry<V> entry = change(version, () -> this.backing.writeIfAbsent(key, value));
		V stored = decode(entry);
		if (stored != value) {
			return keep(key, Backing.Entry.of(entry.bytes(), stored), version);
		}
		replace(key, value, this.trust.next(version).of(entry.bytes()));
		return null;
	}

	/**
	 * Evicts an entry from the engine, and removes it here.
	 * @return the value that was stored here
	 */
	@Nullable V evict(K key) {
		Version version = version(key);
		change(version, () -> {
			this.backing.evict(key);
			return true;
		});
		this.trust.next(version);
		StampedEntry<V> found = this.entries.find(key);
		return (found != null && !found.stamp().isCurrent()) ? remove(key, found) : null;
	}

	/**
	 * Removes all entries from the engine, and here.
	 */
	void clear() {
		try {
			this.counters.access(() -> {
				this.backing.clear();
				return true;
			});
		}
		finally {
			this.trust.forgetAll();
		}
		this.entries.forEach((key, entry) -> {
			if (!entry.stamp().isCurrent()) {
				remove(key, entry);
			}
		});
	}

	/**
	 * Removes all entries here, and keeps those under way from being stored.
	 */
	void forgetAll() {
		this.trust.forgetAll();
		this.state.index.clear();
	}

	private void supersede(K key, V old) {
		this.superseded.put(old, System.nanoTime());
		this.state.superseded(key);
	}

	/**
	 * Returns whether a value is the one that the engine has, as far as is known here.
	 */
	boolean isCurrent(K key, V value) {
		StampedEntry<V> found = this.entries.find(key);
		return found != null && found.referent() == value && found.stamp().isCurrent();
	}

	/**
	 * Returns whether the last read of the engine failed, not long ago.
	 */
	boolean isFailing() {
		return this.counters.isFailing();
	}

	BackingStatistics statistics() {
		long now = System.nanoTime();
		long[] oldest = { now };
		this.superseded.forEachValue((since) -> oldest[0] = Math.min(oldest[0], since));
		return this.counters.statistics(this.trust, this.spec.whenDown == BackingSpec.WhenDown.FAIL,
				this.superseded.liveCount(), TimeUnit.NANOSECONDS.toMillis(now - oldest[0]));
	}

}
