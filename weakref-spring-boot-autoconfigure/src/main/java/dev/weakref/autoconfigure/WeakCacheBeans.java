package dev.weakref.autoconfigure;

import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCacheBuilder;
import dev.weakref.cache.WeakCaches;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;

/**
 * Makes a bean of each cache in the configuration, unless the user has a cache bean of
 * that name. {@link WeakCacheRegistrar} shows these caches as it does the user's.
 */
final class WeakCacheBeans implements BeanDefinitionRegistryPostProcessor {

	private static final String DEFAULTS = "weakref.cache-defaults";

	private final Environment environment;

	WeakCacheBeans(Environment environment) {
		this.environment = environment;
	}

	/**
	 * Reads the names and the types of caches only: all else, and what is wrong with it,
	 * is found when the bean of the properties is bound.
	 */
	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		BeanFactory beanFactory = (BeanFactory) registry;
		Binder binder = Binder.get(this.environment);
		for (String name : CacheNames.in(this.environment)) {
			if (!isTaken(name, registry, beanFactory)) {
				registry.registerBeanDefinition(name, definition(name, binder, beanFactory));
			}
		}
	}

	/**
	 * Whether the user has a cache bean of that name, which wins. The one of a parent
	 * context does too: it was most likely made from the same configuration.
	 */
	private boolean isTaken(String name, BeanDefinitionRegistry registry, BeanFactory beanFactory) {
		if (!beanFactory.containsBean(name)) {
			return false;
		}
		Class<?> type = beanFactory.getType(name, false);
		if (type == null || WeakCache.class.isAssignableFrom(type)) {
			return true;
		}
		if (!registry.isBeanNameInUse(name)) {
			return false;
		}
		throw new WeakRefConfigurationException(
				PropertyText.cacheKey(name), null, "there is a bean named '" + name + "' already, and it is a "
						+ type.getName() + " rather than a WeakCache",
				"Choose another name for the cache, or for the bean");
	}

	private RootBeanDefinition definition(String name, Binder binder, BeanFactory beanFactory) {
		RootBeanDefinition definition = new RootBeanDefinition(WeakCache.class);
		ResolvableType type = type(PropertyText.cacheKey(name), binder);
		if (type != null) {
			definition.setTargetType(type);
		}
		definition.setInstanceSupplier(() -> cache(name, beanFactory));
		definition.setResourceDescription("configuration property " + PropertyText.cacheKey(name));
		// Ahead-of-time processing keeps this post-processor, which runs again at start.
		definition.setAttribute(BeanRegistrationAotProcessor.IGNORE_REGISTRATION_ATTRIBUTE, true);
		return definition;
	}

	private static WeakCache<?, ?> cache(String name, BeanFactory beanFactory) {
		WeakCacheBuilder<?, ?> builder = beanFactory.getBean(WeakCaches.class).builder(name);
		beanFactory.getBean(WeakCacheSetup.class).accept(builder);
		return builder.build();
	}

	private static @Nullable ResolvableType type(String key, Binder binder) {
		Class<?> keyType = read(key, ".key-type", binder);
		Class<?> valueType = read(key, ".value-type", binder);
		return (keyType != null && valueType != null)
				? ResolvableType.forClassWithGenerics(WeakCache.class, keyType, valueType) : null;
	}

	private static @Nullable Class<?> read(String key, String type, Binder binder) {
		Bindable<Class<?>> target = Bindable.of(ResolvableType.forClass(Class.class));
		return binder.bind(ConfigurationPropertyName.adapt(key + type, '.'), target)
			.orElseGet(() -> binder.bind(DEFAULTS + type, target).orElse(null));
	}

}
