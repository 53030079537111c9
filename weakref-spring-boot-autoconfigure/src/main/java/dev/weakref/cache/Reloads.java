package dev.weakref.cache;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;

import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.References;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mentions, once for each cache, that most of what was collected is stored again, so that
 * a strong tier would pay. Follows a sample of the collected keys by their hash codes, as
 * many as there are slots at a time, and costs nothing on a hit.
 */
final class Reloads {

	/** How many collected keys have to be followed before anything is said. */
	static final int ENOUGH = 64;

	private static final Logger logger = LoggerFactory.getLogger(Reloads.class);

	private static final int SLOTS = 256;

	private final AtomicBoolean mentioned = new AtomicBoolean();

	private final LongAdder followed = new LongAdder();

	private final LongAdder reloaded = new LongAdder();

	private final String name;

	private final boolean identity;

	/** Is made with the first collection: hash codes of keys, or 0. */
	private volatile @Nullable AtomicIntegerArray slots;

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
		AtomicIntegerArray slots = this.slots;
		if (slots == null) {
			slots = new AtomicIntegerArray(SLOTS);
			this.slots = slots;
		}
		int hash = hash(key);
		if (slots.compareAndSet(hash & (SLOTS - 1), 0, hash)) {
			this.followed.increment();
		}
	}

	/**
	 * Counts a key that is stored, if it is followed.
	 */
	void stored(Object key) {
		AtomicIntegerArray slots = this.slots;
		if (slots != null && !this.mentioned.get()) {
			int hash = hash(key);
			if (slots.compareAndSet(hash & (SLOTS - 1), hash, 0)) {
				this.reloaded.increment();
				mention();
			}
		}
	}

	private void mention() {
		long followed = this.followed.sum();
		long reloaded = this.reloaded.sum();
		if (followed >= ENOUGH && reloaded * 2 > followed && this.mentioned.compareAndSet(false, true)) {
			logger.warn("The cache '{}' has weak values and no strong tier, and {} of {} collected entries that were "
					+ "followed have been stored again. Set weakref.caches.{}.retain.maximum-size, or retain in code, "
					+ "so that values stay between two uses", this.name, reloaded, followed, this.name);
		}
	}

	private int hash(Object key) {
		int hash = (this.identity) ? System.identityHashCode(key) : key.hashCode();
		hash ^= hash >>> 16;
		return (hash != 0) ? hash : 1;
	}

}
