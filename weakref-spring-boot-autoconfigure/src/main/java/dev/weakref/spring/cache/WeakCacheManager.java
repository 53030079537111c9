package dev.weakref.spring.cache;

import java.util.Collection;
import java.util.Objects;

import dev.weakref.Internal;
import dev.weakref.WarnOnce;
import dev.weakref.cache.ManagedCache;
import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.References;
import dev.weakref.suitability.Suitability;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;

/**
 * The caches of {@link WeakCaches} for Spring's cache abstraction, by their names. It
 * creates no caches: for an unknown name it returns {@code null}, for which
 * {@code @Cacheable} throws an exception.
 * <p>
 * <strong>A cache without a strong tier does not keep a value that only the cache refers
 * to.</strong> With weak values, the result of a {@code @Cacheable} method is found as
 * long as other code holds that very result. A strong tier ({@code retain}) keeps results
 * in between. The same holds for objects that are created for the cache alone, such as
 * the list of the elements that a {@code Flux} has emitted.
 * <p>
 * <strong>Only a cache without a value type, or with the value type {@link Object},
 * remembers {@code null}</strong>. It stores an object that stands for {@code null}. This
 * object is collected like any other value. Code that uses the {@link WeakCache} itself
 * can find it. A cache of another
 * {@linkplain dev.weakref.cache.WeakCacheBuilder#valueType value type} cannot store such
 * an object. There a {@code null} removes the value of its key, as evicting does, and the
 * method is called again; the log mentions that once for each cache.
 * <p>
 * With {@code sync = true} there is one load for each key, whether the method returns its
 * result, a {@code CompletableFuture} or a reactive type; no thread waits for the last
 * two. A load that was under way when its key was evicted is not stored.
 * <p>
 * Clearing, as well as {@link #resetCaches()}, keeps the caches. Safe for use by any
 * number of threads.
 */
public final class WeakCacheManager implements CacheManager, BeanFactoryAware {

	/** Neither side is held, so that both are collected when they are unused. */
	private final ReferenceMap<WeakCache<?, ?>, WeakSpringCache> adapters = ReferenceMap
		.<WeakCache<?, ?>, WeakSpringCache>builder(References.WEAK_KEYS_AND_VALUES, KeyEquality.IDENTITY)
		.build();

	private final WeakCaches caches;

	private final LastingValueCheck lastingValues;

	private final WarnOnce nulls = new WarnOnce(LoggerFactory.getLogger(WeakCacheManager.class));

	private @Nullable BeanFactory beanFactory;

	/**
	 * Creates a manager.
	 * @param caches the caches
	 * @param suitability knows the values that are never collected, which are logged
	 * @hidden
	 */
	@Internal

	public WeakCacheManager(WeakCaches caches, Suitability suitability) {
		this.caches = caches;
		this.lastingValues = new LastingValueCheck(suitability);
	}

	/**
	 * Sets the bean factory, in which caches are looked up that have not been created.
	 */
	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public @Nullable Cache getCache(String name) {
		WeakCache<?, ?> cache = find(name);
		return (cache != null) ? adapter(cache) : null;
	}

	/**
	 * Returns the sorted names of the current caches, without lazy beans that have not
	 * been created.
	 */
	@Override
	public Collection<String> getCacheNames() {
		return this.caches.directory()
			.all()
			.stream()
			.map(ManagedCache::name)
			.filter((name) -> this.caches.find(name) != null)
			.toList();
	}

	/**
	 * Returns the cache of a name, which is created now if it is a bean that has not been
	 * created before.
	 */
	@Nullable WeakCache<?, ?> find(String name) {
		WeakCache<?, ?> cache = this.caches.find(name);
		BeanFactory beans = this.beanFactory;
		if (cache == null && beans != null && beans.containsBean(name) && beans.isSingleton(name)
				&& beans.isTypeMatch(name, WeakCache.class)) {
			beans.getBean(name);
			cache = this.caches.find(name);
		}
		return cache;
	}

	LastingValueCheck lastingValues() {
		return this.lastingValues;
	}

	@SuppressWarnings("unchecked")
	private WeakSpringCache adapter(WeakCache<?, ?> cache) {
		WeakSpringCache adapter = this.adapters.get(cache);
		return (adapter != null) ? adapter
				: Objects.requireNonNull(this.adapters.computeIfAbsent(cache,
						(key) -> new WeakSpringCache((WeakCache<Object, Object>) cache, this.lastingValues,
								WeakCaches.hasValueType(cache) ? this.nulls : null)));
	}

}
