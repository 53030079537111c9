package dev.weakref.cache;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.weakref.collection.References;
import dev.weakref.suitability.LastingObjects;
import dev.weakref.suitability.Suitability;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns, once for each cache, of a weak key or value that is never collected.
 */
final class LastingEntries {

	private static final Logger logger = LoggerFactory.getLogger(LastingEntries.class);

	private final AtomicBoolean mentioned = new AtomicBoolean();

	private final String name;

	private final References references;

	private final Suitability suitability;

	private final boolean weakKeys;

	private final boolean weakValues;

	LastingEntries(WeakCacheBuilder<?, ?> options) {
		this.name = options.name;
		this.references = options.references;
		this.suitability = options.reaper.suitability();
		boolean concern = this.suitability.lastingObjects() != LastingObjects.ALLOW;
		this.weakValues = concern && this.references != References.WEAK_KEYS;
		this.weakKeys = concern
				&& (this.references == References.WEAK_KEYS || this.references == References.WEAK_KEYS_AND_VALUES);
	}

	/**
	 * Checks an entry that is stored. An {@link Optional} is allowed, because caches
	 * store it where there is no value.
	 */
	void check(Object key, Object value) {
		if (this.weakValues && this.suitability.isLasting(value) && !(value instanceof Optional<?>)) {
			mention("value", value);
		}
		if (this.weakKeys && this.suitability.isLasting(key)) {
			mention("key", key);
		}
	}

	/**
	 * Returns whether this is the first warning.
	 */
	boolean isFirst() {
		return this.mentioned.compareAndSet(false, true);
	}

	private void mention(String role, Object object) {
		if (isFirst()) {
			logger.warn("The cache '{}' has {}, but is given a {} as a {}, which is never collected or is shared by "
					+ "value: its entries stay for ever, or go although the {} is in use. Use a cache that holds its "
					+ "{}s strongly", this.name, this.references, object.getClass().getName(), role, role, role);
		}
	}

}
