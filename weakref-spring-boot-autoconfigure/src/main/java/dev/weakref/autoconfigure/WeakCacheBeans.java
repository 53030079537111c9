package dev.weakref.autoconfigure;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;

/**
 * Makes a bean of each cache in the configuration, unless the user has a cache bean of
 * that name.
 */
final class WeakCacheBeans implements BeanDefinitionRegistryPostProcessor {

	private static final String CACHES = "weakref.caches.";

	private final Environment environment;

	WeakCacheBeans(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		WeakRefProperties properties = Binder.get(this.environment)
			.bindOrCreate("weakref", Bindable.of(WeakRefProperties.class),
					new NoUnboundElementsBindHandler(BindHandler.DEFAULT, new UnboundElementsSourceFilter()));
		Map<String, String> names = new HashMap<>();
		for (String name : properties.getCaches().keySet()) {
			String other = names.putIfAbsent(uniform(name), name);
			if (other != null) {
				throw new WeakRefConfigurationException(CACHES + name, null,
						"Spring reads that name and '" + other + "' as the same one, so both mean one bean",
						"Write the name of the cache in one form only, '" + other + "' or '" + name + "'");
			}
			if (!isTaken(name, registry)) {
				registry.registerBeanDefinition(name, definition(name, properties, (BeanFactory) registry));
			}
		}
	}

	/**
	 * Whether the user has a cache bean of that name, which wins.
	 */
	private boolean isTaken(String name, BeanDefinitionRegistry registry) {
		if (!registry.isBeanNameInUse(name)) {
			return false;
		}
		Class<?> type = ((BeanFactory) registry).getType(name, false);
		if (type != null && !WeakCache.class.isAssignableFrom(type)) {
			throw new WeakRefConfigurationException(CACHES + name, null, "there is a bean named '" + name
					+ "' already, and it is a " + type.getName() + " rather than a WeakCache",
					"Choose another name for the cache, or for the bean");
		}
		return true;
	}

	private RootBeanDefinition definition(String name, WeakRefProperties properties, BeanFactory beanFactory) {
		RootBeanDefinition definition = new RootBeanDefinition(WeakCache.class);
		ResolvableType type = type(CacheSettings.of(name, properties));
		if (type != null) {
			definition.setTargetType(type);
		}
		definition.setInstanceSupplier(() -> beanFactory.getBean(WeakCaches.class).create(name));
		definition.setResourceDescription("configuration property " + CACHES + name);
		// Ahead-of-time processing keeps this post-processor, which runs again at start.
		definition.setAttribute(BeanRegistrationAotProcessor.IGNORE_REGISTRATION_ATTRIBUTE, true);
		return definition;
	}

	private @Nullable ResolvableType type(CacheSettings settings) {
		Class<?> keyType = settings.keyType();
		Class<?> valueType = settings.valueType();
		return (keyType != null && valueType != null)
				? ResolvableType.forClassWithGenerics(WeakCache.class, keyType, valueType) : null;
	}

	private static String uniform(String name) {
		return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
	}

}
