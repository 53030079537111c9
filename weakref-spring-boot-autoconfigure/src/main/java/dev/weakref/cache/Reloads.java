package dev.weakref.cache;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.References;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the values that are stored under keys whose value was collected not long ago. It
 * costs no time on a hit: a collected entry costs a hash code, and so does a stored value
 * once an entry has been collected.
 * <p>
 * Also warns, once for each cache that has weak values and no strong tier, that most
 * collected entries are stored again, so that a strong tier would pay. It looks at a
 * limited number of collections at a time, so that keys that never return do not hide
 * those that return later.
 */
final class Reloads {

	/** The minimum number of collections for a warning. */
	static final int ENOUGH = 64;

	private static final Logger logger = LoggerFactory.getLogger(Reloads.class);

	/** The number of collections that are looked at together. */
	private static final int WINDOW = 1024;

	private final CollectedKeys collectedKeys = new CollectedKeys();

	private final LongAdder count = new LongAdder();

	/** Whether there is nothing to warn of any more. */
	private final AtomicBoolean mentioned;

	private final String name;

	private final boolean identity;

	/** The collections of the present window. */
	private final AtomicInteger collected = new AtomicInteger();

	/** How many values have been stored again in the present window. */
	private final AtomicInteger reloaded = new AtomicInteger();

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
		this.collectedKeys.add(hash(key));
		if (warns() && this.collected.incrementAndGet() > WINDOW) {
			this.collected.set(1);
			this.reloaded.set(0);
		}
	}

	/**
	 * Counts a key that is stored, if it is followed.
	 */
	void stored(Object key) {
		if (!this.collectedKeys.isEmpty() && this.collectedKeys.remove(hash(key))) {
			this.count.increment();
			if (warns()) {
				mention(this.collected.get(), this.reloaded.incrementAndGet());
			}
		}
	}

	private void mention(int collected, int reloaded) {
		if (collected >= ENOUGH && reloaded * 2 > collected && this.mentioned.compareAndSet(false, true)) {
			logger.warn("The cache '{}' has weak values and no strong tier, and {} of {} collected entries have been "
					+ "stored again. Set 'retain' of the cache, by property or in code, so that values stay between "
					+ "two uses", this.name, Math.min(reloaded, collected), collected);
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

}
