package dev.weakref.spring.cache;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.weakref.cache.WeakCache;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mentions, once for each cache, that it was given a {@code null} for which it has no
 * place.
 */
final class ForgottenNulls {

	private static final Logger logger = LoggerFactory.getLogger(ForgottenNulls.class);

	private final Set<String> mentioned = ConcurrentHashMap.newKeySet();

	void mention(WeakCache<?, ?> cache) {
		if (this.mentioned.add(cache.name())) {
			logger.info("The cache '{}' was given null, which it does not remember, for its values have a type: a "
					+ "method that returns null is called again. To have null remembered use a cache without value-type",
					cache.name());
		}
	}

}
