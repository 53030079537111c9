package dev.weakref.spring.cache;

import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

import dev.weakref.Internal;
import dev.weakref.cache.WeakCache;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.References;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.cache.CacheManager;
import org.springframework.cache.interceptor.AbstractCacheResolver;
import org.springframework.cache.interceptor.CacheAspectSupport;
import org.springframework.cache.interceptor.CacheOperation;
import org.springframework.cache.interceptor.CacheOperationSource;
import org.springframework.cache.interceptor.CacheResolver;
import org.springframework.cache.interceptor.SimpleKeyGenerator;
import org.springframework.cache.support.NoOpCacheManager;

/**
 * Checks the methods of beans that use weak caches, once all singletons have been
 * created. Refuses those that can never find a value, and logs those that are likely to
 * be a mistake.
 *
 * @hidden
 */
@Internal
public final class CachedMethodCheck implements SmartInitializingSingleton {

	private static final Logger logger = LoggerFactory.getLogger(CachedMethodCheck.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final ObjectProvider<CacheOperationSource> sources;

	private final UnaryOperator<String> keys;

	/**
	 * Creates the check.
	 * @param beanFactory the bean factory
	 * @param sources the sources of the cache operations of methods
	 * @param keys returns the key by which a cache of a name is configured
	 */
	public CachedMethodCheck(ConfigurableListableBeanFactory beanFactory, ObjectProvider<CacheOperationSource> sources,
			UnaryOperator<String> keys) {
		this.beanFactory = beanFactory;
		this.sources = sources;
		this.keys = keys;
	}

	/**
	 * Checks the methods of all beans. Creates lazy caches that they name.
	 * @throws UnsuitableMethodException if a method can never find what it has stored
	 */
	@Override
	public void afterSingletonsInstantiated() {
		CacheAspectSupport aspect = aspect();
		if (aspect != null) {
			check(aspect, manager(aspect));
		}
	}

	private void check(CacheAspectSupport aspect, @Nullable CacheManager defaultManager) {
		Set<String> mentioned = new HashSet<>();
		boolean simpleKeys = aspect.getKeyGenerator() instanceof SimpleKeyGenerator;
		this.sources.orderedStream()
			.flatMap((source) -> new CachedMethods(this.beanFactory, source, simpleKeys).find().stream())
			.forEach((method) -> {
				CacheManager manager = manager(method.operation(), defaultManager);
				for (String cacheName : method.operation().getCacheNames()) {
					if (manager instanceof WeakCacheManager weak) {
						check(method, cacheName, weak);
					}
					else if (isOfOtherManager(cacheName, manager) && mentioned.add(cacheName)) {
						logger
							.warn("The method {} of bean '{}' uses a cache '{}' of another cache manager, not the weak "
									+ "cache of that name. Name the manager in the annotation, cacheManager = "
									+ "\"weakCacheManager\", or set weakref.cache-manager.default to true; or give one of "
									+ "the two caches another name",
									UnsuitableMethodException.describe(method.method()), method.beanName(), cacheName);
					}
				}
			});
	}

	private void check(CachedMethod method, String cacheName, WeakCacheManager manager) {
		WeakCache<?, ?> cache = manager.find(cacheName);
		if (cache == null) {
			logger.warn(
					"The method {} of bean '{}' uses a cache '{}' that does not exist so far, and fails without it. Set up "
							+ "{} in the configuration, or make it with WeakCaches before the method is called",
					UnsuitableMethodException.describe(method.method()), method.beanName(), cacheName,
					this.keys.apply(cacheName));
			return;
		}
		String reason = method.whyKeysAreTemporary();
		if (reason != null) {
			checkTemporaryKeys(method, reason, cache);
		}
		if (method.stores()) {
			manager.lastingValues().check(cache, method.resultType());
		}
	}

	private void checkTemporaryKeys(CachedMethod method, String reason, WeakCache<?, ?> cache) {
		if (cache.keyEquality() == KeyEquality.IDENTITY) {
			throw new UnsuitableMethodException(method.beanName(), method.method(),
					"use the cache '" + cache.name() + "', whose keys compare by identity",
					reason + ", so that no call would find what another has stored",
					"Set " + this.keys.apply(cache.name())
							+ ".key-equality to equals, or use @Memoized, which tells the "
							+ "arguments apart one by one");
		}
		if (method.stores() && hasWeakKeys(cache)) {
			logger.warn(
					"The value that the method {} of bean '{}' stores in the cache '{}' is collected soon: "
							+ "the cache has {}, but {}. Set {}.references to weak-values, or use @Memoized",
					UnsuitableMethodException.describe(method.method()), method.beanName(), cache.name(),
					cache.references(), reason, this.keys.apply(cache.name()));
		}
	}

	private static boolean hasWeakKeys(WeakCache<?, ?> cache) {
		return cache.references() == References.WEAK_KEYS || cache.references() == References.WEAK_KEYS_AND_VALUES;
	}

	/**
	 * Returns whether there is a weak cache of that name although a known manager has
	 * another one.
	 */
	private boolean isOfOtherManager(String cacheName, @Nullable CacheManager manager) {
		return manager != null && !(manager instanceof NoOpCacheManager) && this.beanFactory.containsBean(cacheName)
				&& this.beanFactory.isTypeMatch(cacheName, WeakCache.class);
	}

	/**
	 * Returns the manager of an operation, or {@code null} if it cannot be told.
	 */
	private @Nullable CacheManager manager(CacheOperation operation, @Nullable CacheManager defaultManager) {
		if (!operation.getCacheResolver().isEmpty()) {
			return null;
		}
		String name = operation.getCacheManager();
		if (name.isEmpty()) {
			return defaultManager;
		}
		return (this.beanFactory.containsBean(name) && this.beanFactory.isTypeMatch(name, CacheManager.class))
				? this.beanFactory.getBean(name, CacheManager.class) : null;
	}

	private @Nullable CacheAspectSupport aspect() {
		for (String name : this.beanFactory.getBeanNamesForType(CacheAspectSupport.class, false, false)) {
			if (this.beanFactory.getSingleton(name) instanceof CacheAspectSupport aspect) {
				return aspect;
			}
		}
		return null;
	}

	/**
	 * Returns the manager that the aspect uses or will look up.
	 */
	private @Nullable CacheManager manager(CacheAspectSupport aspect) {
		CacheResolver resolver = aspect.getCacheResolver();
		if (resolver == null) {
			return this.beanFactory.getBeanProvider(CacheManager.class).getIfUnique();
		}
		return (resolver instanceof AbstractCacheResolver known) ? known.getCacheManager() : null;
	}

}
