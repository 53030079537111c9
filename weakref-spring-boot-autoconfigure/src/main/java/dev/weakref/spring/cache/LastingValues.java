package dev.weakref.spring.cache;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;
import dev.weakref.collection.References;
import dev.weakref.suitability.LastingObjects;
import dev.weakref.suitability.Suitability;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mentions, once for each cache, that its values are never collected although it refers
 * to them weakly.
 */
final class LastingValues {

	private static final Logger logger = LoggerFactory.getLogger(LastingValues.class);

	private final Set<String> mentioned = ConcurrentHashMap.newKeySet();

	private final Suitability suitability;

	LastingValues(Suitability suitability) {
		this.suitability = suitability;
	}

	void check(WeakCache<?, ?> cache, Object value) {
		if (isConcern(cache) && this.suitability.isLasting(value)) {
			mention(cache, value.getClass());
		}
	}

	void check(WeakCache<?, ?> cache, Class<?> type) {
		if (isConcern(cache) && this.suitability.isLastingType(type)) {
			mention(cache, type);
		}
	}

	private boolean isConcern(WeakCache<?, ?> cache) {
		return cache.references() != References.WEAK_KEYS && this.suitability.lastingObjects() != LastingObjects.ALLOW;
	}

	private void mention(WeakCache<?, ?> cache, Class<?> type) {
		if (this.mentioned.add(cache.name()) && WeakCaches.isFirstMentionOfLastingValues(cache)) {
			logger.warn("The cache '{}' has {}, but is given a {}, which is never collected or is shared by value: its "
					+ "entries stay for ever, or go although the value is in use. Cache it with another cache manager",
					cache.name(), cache.references(), type.getName());
		}
	}

}
