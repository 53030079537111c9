package dev.weakref.boot.autoconfigure;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import dev.weakref.boot.autoconfigure.WeakRefProperties.Backing;
import dev.weakref.cache.BackingOrigin;
import dev.weakref.cache.InvalidationChannel;
import dev.weakref.cache.WeakCacheBuilder;
import dev.weakref.cache.WeakCaches;
import dev.weakref.spring.backing.BackingEngine;
import dev.weakref.spring.backing.BackingEngine.Use;
import dev.weakref.spring.backing.SpringBacking;
import dev.weakref.spring.cache.WeakCacheManager;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.transaction.TransactionAwareCacheDecorator;
import org.springframework.util.ClassUtils;

/**
 * Puts weak caches in front of the caches of other cache managers.
 *
 * @param beanFactory has the cache managers, the engines and the channels
 */
record CacheBackings(ConfigurableListableBeanFactory beanFactory) {

	private static final Duration MAX_STALENESS = Duration.ofSeconds(2);

	private static final String NONE = "Set backing.invalidation to none and backing.max-staleness to the time for which "
			+ "an old value may be returned";

	/**
	 * Puts a cache in front of an engine.
	 * @param builder the cache
	 * @param settings its settings
	 * @param backing its settings of the engine
	 */
	void apply(WeakCacheBuilder<?, ?> builder, CacheSettings settings, Backing backing) {
		Use use = new Use(builder.name(), settings.valueType(),
				(backing.maxStaleness() != null) ? backing.maxStaleness() : MAX_STALENESS, settings.expireAfterWrite());
		String manager = managerName(backing, use);
		Cache cache = cache(manager, (backing.cache() != null) ? backing.cache() : use.name(), use);
		requireAlone(manager, cache, use);
		BackingEngine engine = this.beanFactory.getBeanProvider(BackingEngine.class)
			.stream()
			.filter((candidate) -> candidate.owns(cache))
			.findFirst()
			.orElse(null);
		String invalidation = invalidation(backing, engine, cache, use);
		InvalidationChannel channel = channel(invalidation, engine, cache, use);
		apply(builder, (engine != null) ? engine.backing(cache, use) : new SpringBacking(cache, use), backing, channel,
				new BackingOrigin(manager, cache.getName(), (engine != null) ? engine.name() : "cache-manager",
						invalidation));
	}

	@SuppressWarnings("unchecked")
	private void apply(WeakCacheBuilder<?, ?> builder, dev.weakref.cache.Backing<Object, Object> engine,
			Backing settings, @Nullable InvalidationChannel channel, BackingOrigin origin) {
		((WeakCacheBuilder<Object, Object>) builder).backing(engine, (spec) -> {
			PropertyMapper map = PropertyMapper.get();
			spec.channel(channel).engineCache(origin.cache()).origin(origin);
			map.from(settings.maxStaleness()).to(spec::maxStaleness);
			map.from(settings.whenLost()).to(spec::whenLost);
			map.from(settings.serveLocalFor()).to(spec::serveLocalFor);
			map.from(settings.whenDown()).to(spec::whenDown);
		});
	}

	private String managerName(Backing backing, Use use) {
		List<String> names = managerNames();
		String name = backing.cacheManager();
		if (name != null) {
			if (!names.contains(name)) {
				throw use.refused("cache-manager", name, "there is no CacheManager of that name; there are " + names,
						"Set it to the name of a bean of type CacheManager other than the one of the weak caches");
			}
			return name;
		}
		if (names.isEmpty()) {
			boolean isDefault = this.beanFactory.getBean(WeakRefProperties.class).cacheManager().defaultManager();
			throw use.refused("", null, "there is no CacheManager whose cache could stand behind it",
					(isDefault)
							? "Set weakref.cache-manager.default to false, so that Spring Boot makes its own manager"
							: "Add spring-boot-starter-cache, spring-boot-starter-data-redis and @EnableCaching, or "
									+ "declare a bean of type CacheManager");
		}
		List<String> candidates = (names.size() == 1) ? names
				: names.stream()
					.filter((candidate) -> this.beanFactory.containsBeanDefinition(candidate)
							&& this.beanFactory.getBeanDefinition(candidate).isPrimary())
					.toList();
		if (candidates.size() != 1) {
			throw use.refused("cache-manager", null,
					"there are several CacheManagers, and none is the primary one: " + names,
					"Set backing.cache-manager to the name of one of them");
		}
		return candidates.get(0);
	}

	/**
	 * Returns the names of all cache managers but that of the weak caches.
	 */
	private List<String> managerNames() {
		return Arrays.stream(this.beanFactory.getBeanNamesForType(CacheManager.class, true, false))
			.filter((name) -> !this.beanFactory.isTypeMatch(name, WeakCacheManager.class))
			.toList();
	}

	private Cache cache(String manager, String name, Use use) {
		Cache cache = this.beanFactory.getBean(manager, CacheManager.class).getCache(name);
		if (cache == null) {
			throw use.refused("cache", name, "the CacheManager '" + manager + "' has no cache of that name",
					"Add it to that manager, for instance with spring.cache.cache-names, or set backing.cache to one it "
							+ "has");
		}
		return (ClassUtils.isPresent("org.springframework.cache.transaction.TransactionAwareCacheDecorator",
				getClass().getClassLoader())) ? Decorators.target(cache) : cache;
	}

	private void requireAlone(String manager, Cache cache, Use use) {
		this.beanFactory.getBean(WeakCaches.class).directory().all().forEach((other) -> {
			BackingOrigin origin = other.backing();
			if (origin != null && manager.equals(origin.cacheManager()) && cache.getName().equals(origin.cache())
					&& !other.name().equals(use.name())) {
				throw use.refused("cache", cache.getName(),
						"the weak cache '" + other.name() + "' is in front of the same cache already, so there would "
								+ "be two objects for a value",
						"Inject that one, or set backing.cache to another cache");
			}
		});
	}

	private String invalidation(Backing backing, @Nullable BackingEngine engine, Cache cache, Use use) {
		String invalidation = (backing.invalidation() != null) ? backing.invalidation() : "auto";
		if (!invalidation.equals("auto")) {
			return invalidation;
		}
		if (engine == null) {
			throw use.refused("invalidation", "auto",
					"changes that other processes make in a " + cache.getClass().getName() + " are not reported",
					NONE + ", or to the name of a bean of type InvalidationChannel");
		}
		return engine.invalidation();
	}

	private @Nullable InvalidationChannel channel(String invalidation, @Nullable BackingEngine engine, Cache cache,
			Use use) {
		if (invalidation.equals("none")) {
			return null;
		}
		if (engine != null && invalidation.equals(engine.invalidation())) {
			return engine.channel(cache, use);
		}
		if (this.beanFactory.containsBean(invalidation)
				&& this.beanFactory.isTypeMatch(invalidation, InvalidationChannel.class)) {
			return this.beanFactory.getBean(invalidation, InvalidationChannel.class);
		}
		throw use.refused("invalidation", invalidation,
				"a " + cache.getClass().getName() + " has no such channel, and there is no bean of type "
						+ "InvalidationChannel of that name",
				"Set it to " + ((engine != null) ? "auto" : "none") + ", or to the name of such a bean");
	}

	/**
	 * Linked to a class that is optional.
	 */
	private static final class Decorators {

		static Cache target(Cache cache) {
			return (cache instanceof TransactionAwareCacheDecorator decorator) ? decorator.getTargetCache() : cache;
		}

	}

}
