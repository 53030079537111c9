package dev.weakref.spring.cache;

import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;
import dev.weakref.collection.References;
import dev.weakref.suitability.LastingObjects;
import dev.weakref.suitability.Suitability;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs once for each cache that its values are never collected although it refers to them
 * weakly.
 *
 * @param suitability knows the objects that are never collected
 */
record LastingValueCheck(Suitability suitability) {

	private static final Logger logger = LoggerFactory.getLogger(LastingValueCheck.class);

	void check(WeakCache<?, ?> cache, Object value) {
		if (concerns(cache) && this.suitability.isLasting(value)) {
			warn(cache, value.getClass());
		}
	}

	void check(WeakCache<?, ?> cache, Class<?> type) {
		if (concerns(cache) && this.suitability.isLastingType(type)) {
			warn(cache, type);
		}
	}

	private boolean concerns(WeakCache<?, ?> cache) {
		return cache.references() != References.WEAK_KEYS && this.suitability.lastingObjects() != LastingObjects.ALLOW;
	}

	private static void warn(WeakCache<?, ?> cache, Class<?> type) {
		if (WeakCaches.isFirstMentionOfLastingValues(cache)) {
			logger.warn("The cache '{}' has {}, but is given a {}, which is never collected or is shared by value: its "
					+ "entries stay for ever, or go although the value is in use. Cache it with another cache manager",
					cache.name(), cache.references(), type.getName());
		}
	}

}
