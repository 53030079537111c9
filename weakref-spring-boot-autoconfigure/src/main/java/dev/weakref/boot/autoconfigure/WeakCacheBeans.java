package dev.weakref.boot.autoconfigure;

import dev.weakref.WeakRefConfigurationException;
import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCacheBuilder;
import dev.weakref.cache.WeakCaches;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.BindMethod;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;

/**
 * Binds the properties, and registers a bean definition for them and for each cache in
 * the configuration, unless the user has a cache bean of that name.
 */
final class WeakCacheBeans implements BeanDefinitionRegistryPostProcessor {

	/** Begins the description of each definition. */
	static final String DESCRIPTION = "configuration property ";

	private static final Logger logger = LoggerFactory.getLogger(WeakCacheBeans.class);

	private final Environment environment;

	private final CacheNames names;

	WeakCacheBeans(Environment environment) {
		this.environment = environment;
		this.names = new CacheNames(environment);
	}

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		this.names.requireReadable();
		WeakRefProperties properties = bind();
		registry.registerBeanDefinition("weakref-" + WeakRefProperties.class.getName(), definition(properties));
		BeanFactory beanFactory = (BeanFactory) registry;
		for (String name : this.names.of(properties.caches().keySet())) {
			if (!isTaken(name, registry, beanFactory)) {
				registry.registerBeanDefinition(name, definition(name, properties, beanFactory));
			}
		}
	}

	/**
	 * Binds the properties as strictly as Spring Boot does, but before there are beans,
	 * since they name some.
	 */
	private WeakRefProperties bind() {
		return PropertiesBinder.bind(this.environment, new NoUnboundElementsBindHandler(
				new UnitlessDurations(this.environment), new UnboundElementsSourceFilter()));
	}

	/**
	 * Returns a definition by which Spring Boot knows the properties and does not bind
	 * them again.
	 */
	private static RootBeanDefinition definition(WeakRefProperties properties) {
		RootBeanDefinition definition = new RootBeanDefinition(WeakRefProperties.class);
		definition.setInstanceSupplier(() -> properties);
		definition.setAttribute(BindMethod.class.getName(), BindMethod.VALUE_OBJECT);
		definition.setAttribute(BeanRegistrationAotProcessor.IGNORE_REGISTRATION_ATTRIBUTE, true);
		return definition;
	}

	/**
	 * Returns whether the user has a cache bean of that name, maybe in a parent context,
	 * where it was most likely created from the same configuration. Such a bean takes
	 * precedence.
	 */
	private boolean isTaken(String name, BeanDefinitionRegistry registry, BeanFactory beanFactory) {
		if (!beanFactory.containsBean(name)) {
			return false;
		}
		Class<?> type = beanFactory.getType(name, false);
		if (type == null) {
			logger.warn("The cache '{}' of the configuration is not made, because there is a bean of that name whose"
					+ " type is not known yet", name);
			return true;
		}
		if (WeakCache.class.isAssignableFrom(type)) {
			return true;
		}
		if (!registry.isBeanNameInUse(name)) {
			return false;
		}
		throw new WeakRefConfigurationException(
				this.names.writtenKey(name), null, "there is a bean named '" + name + "' already, and it is a "
						+ type.getName() + " rather than a WeakCache",
				"Choose another name for the cache, or for the bean");
	}

	private RootBeanDefinition definition(String name, WeakRefProperties properties, BeanFactory beanFactory) {
		RootBeanDefinition definition = new RootBeanDefinition(WeakCache.class);
		ResolvableType type = type(CacheSettings.of(name, properties));
		if (type != null) {
			definition.setTargetType(type);
		}
		definition.setInstanceSupplier(() -> cache(name, beanFactory));
		definition.setResourceDescription(DESCRIPTION + this.names.writtenKey(name));
		// Ahead-of-time processing keeps this post-processor, which runs again at start.
		definition.setAttribute(BeanRegistrationAotProcessor.IGNORE_REGISTRATION_ATTRIBUTE, true);
		return definition;
	}

	private static WeakCache<?, ?> cache(String name, BeanFactory beanFactory) {
		WeakCacheBuilder<?, ?> builder = beanFactory.getBean(WeakCaches.class).builder(name);
		beanFactory.getBean(WeakCacheSetup.class).accept(builder);
		return builder.build();
	}

	private @Nullable ResolvableType type(CacheSettings settings) {
		Class<?> keyType = settings.keyType();
		Class<?> valueType = settings.valueType();
		return (keyType != null && valueType != null)
				? ResolvableType.forClassWithGenerics(WeakCache.class, keyType, valueType) : null;
	}

}
