package dev.weakref.cache;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;

import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.References;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the values that are stored under keys whose value was collected not long ago. It
 * costs no time on a hit: a collected entry costs a hash code, and so does a stored value
 * once an entry has been collected.
 * <p>
 * Also warns, once for each cache that has weak values and no strong tier, that most
 * collected entries are stored again, so that a strong tier would pay. For this it
 * follows a sample of the collected keys. A new sample begins after a number of
 * collections, so that keys that never return do not fill the slots for good.
 */
final class Reloads {

	/** The minimum number of followed keys for a warning. */
	static final int ENOUGH = 64;

	private static final Logger logger = LoggerFactory.getLogger(Reloads.class);

	private static final int SLOTS = 256;

	/** The number of collections in a sample. */
	private static final int WINDOW = 1024;

	private final CollectedKeys collectedKeys = new CollectedKeys();

	private final LongAdder count = new LongAdder();

	/** Whether there is nothing to warn of any more. */
	private final AtomicBoolean mentioned;

	private final String name;

	private final boolean identity;

	/** Made with the first collection. */
	private volatile @Nullable Sample sample;

	Reloads(WeakCacheBuilder<?, ?> options) {
		boolean weakValues = options.references == References.WEAK_VALUES
				|| options.references == References.WEAK_KEYS_AND_VALUES;
		this.mentioned = new AtomicBoolean(!weakValues || options.retention != null);
		this.name = options.name;
		this.identity = options.keyEquality == KeyEquality.IDENTITY;
	}

	/**
	 * Returns how many values have been stored under keys whose value had been collected
	 * not long before.
	 */
	long count() {
		return this.count.sum();
	}

	/**
	 * Returns whether a warning is still to come.
	 */
	boolean warns() {
		return !this.mentioned.get();
	}

	/**
	 * Follows a key whose value was collected.
	 */
	void collected(Object key) {
		int hash = hash(key);
		this.collectedKeys.add(hash);
		if (!warns()) {
			return;
		}
		Sample sample = this.sample;
		if (sample == null || sample.collections.incrementAndGet() > WINDOW) {
			sample = new Sample();
			this.sample = sample;
		}
		sample.follow(hash);
	}

	/**
	 * Counts a key that is stored, if it is followed.
	 */
	void stored(Object key) {
		if (this.collectedKeys.isEmpty()) {
			return;
		}
		int hash = hash(key);
		if (this.collectedKeys.remove(hash)) {
			this.count.increment();
		}
		Sample sample = this.sample;
		if (sample != null && sample.isReloaded(hash)) {
			mention(sample.followed.get(), sample.reloaded.incrementAndGet());
		}
	}

	private void mention(int followed, int reloaded) {
		if (followed >= ENOUGH && reloaded * 2 > followed && this.mentioned.compareAndSet(false, true)) {
			this.sample = null;
			logger.warn("The cache '{}' has weak values and no strong tier, and {} of {} collected entries that were "
					+ "followed have been stored again. Set 'retain' of the cache, by property or in code, so that "
					+ "values stay between two uses", this.name, reloaded, followed);
		}
	}

	/**
	 * Returns the hash code of a key, or 0 if its {@code hashCode} throws an exception.
	 * The caller that uses such a key gets that exception elsewhere.
	 */
	private int hash(Object key) {
		try {
			int hash = (this.identity) ? System.identityHashCode(key) : key.hashCode();
			hash ^= hash >>> 16;
			return (hash != 0) ? hash : 1;
		}
		catch (Throwable ex) {
			logger.debug("The cache '{}' does not follow a key of {}, whose hash code fails", this.name,
					key.getClass().getName(), ex);
			return 0;
		}
	}

	/**
	 * A sample of the collected keys.
	 */
	private static final class Sample {

		final AtomicInteger collections = new AtomicInteger(1);

		final AtomicInteger followed = new AtomicInteger();

		final AtomicInteger reloaded = new AtomicInteger();

		/** Hash codes of keys; 0 in a free slot. */
		private final AtomicIntegerArray slots = new AtomicIntegerArray(SLOTS);

		void follow(int hash) {
			if (hash != 0 && this.slots.compareAndSet(hash & (SLOTS - 1), 0, hash)) {
				this.followed.incrementAndGet();
			}
		}

		boolean isReloaded(int hash) {
			return hash != 0 && this.slots.compareAndSet(hash & (SLOTS - 1), hash, 0);
		}

	}

}
