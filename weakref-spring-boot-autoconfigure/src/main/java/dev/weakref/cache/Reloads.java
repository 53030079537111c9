package dev.weakref.cache;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.References;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mentions, once for each cache, that most of what was collected is stored again, so that
 * a strong tier would pay. Follows a sample of the collected keys by their hash codes, as
 * many as there are slots at a time, and costs nothing on a hit. Sample and figures begin
 * again after so many collections, so that keys that never return do not fill the slots
 * for good.
 */
final class Reloads {

	/** How many collected keys have to be followed before anything is said. */
	static final int ENOUGH = 64;

	private static final Logger logger = LoggerFactory.getLogger(Reloads.class);

	private static final int SLOTS = 256;

	/** How many collections a sample is for. */
	private static final int WINDOW = 1024;

	private final AtomicBoolean mentioned = new AtomicBoolean();

	private final String name;

	private final boolean identity;

	/** Is made with the first collection. */
	private volatile @Nullable Sample sample;

	private Reloads(String name, boolean identity) {
		this.name = name;
		this.identity = identity;
	}

	/**
	 * Returns what follows the keys of a cache, or {@code null} if its values are not
	 * weak or have a strong tier.
	 */
	static @Nullable Reloads of(WeakCacheBuilder<?, ?> options) {
		boolean weakValues = options.references == References.WEAK_VALUES
				|| options.references == References.WEAK_KEYS_AND_VALUES;
		return (weakValues && options.retention == null)
				? new Reloads(options.name, options.keyEquality == KeyEquality.IDENTITY) : null;
	}

	/**
	 * Follows a key whose value was collected, if its slot is free.
	 */
	void collected(Object key) {
		if (this.mentioned.get()) {
			return;
		}
		Sample sample = this.sample;
		if (sample == null || sample.collections.incrementAndGet() > WINDOW) {
			sample = new Sample();
			this.sample = sample;
		}
		sample.follow(hash(key));
	}

	/**
	 * Counts a key that is stored, if it is followed.
	 */
	void stored(Object key) {
		Sample sample = this.sample;
		if (sample != null && sample.isReloaded(hash(key))) {
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
	 * The hash code of a key, or 0 for one that cannot be followed since its own code
	 * fails. The failure is that of the caller who uses such a key.
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
	 * The keys that are followed for a number of collections.
	 */
	private static final class Sample {

		final AtomicInteger collections = new AtomicInteger(1);

		final AtomicInteger followed = new AtomicInteger();

		final AtomicInteger reloaded = new AtomicInteger();

		/** Hash codes of keys, or 0. */
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
