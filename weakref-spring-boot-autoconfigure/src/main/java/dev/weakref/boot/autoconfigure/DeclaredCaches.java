package dev.weakref.boot.autoconfigure;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import dev.weakref.Internal;
import dev.weakref.cache.WeakCache;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;

/**
 * Describes the weak caches that are beans, for failure texts and warnings.
 *
 * @param beanFactory the bean factory, maybe after a failed start
 * @param environment the environment
 * @hidden
 */
@Internal
public record DeclaredCaches(ConfigurableListableBeanFactory beanFactory, Environment environment) {

	/**
	 * Returns the names of the caches, without making any.
	 */
	public List<String> names() {
		return List
			.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory, WeakCache.class, true, false));
	}

	/**
	 * Returns the declared type of a cache, with its type arguments if they are known.
	 */
	public ResolvableType type(String name) {
		BeanDefinition definition = definition(name);
		ResolvableType type = (definition != null) ? definition.getResolvableType().as(WeakCache.class)
				: ResolvableType.NONE;
		return (type.getGenerics().length == 2) ? type : ResolvableType.forRawClass(WeakCache.class);
	}

	/**
	 * Returns whether a property declares the cache, rather than code.
	 */
	public boolean isOfConfiguration(String name) {
		BeanDefinition definition = definition(name);
		return definition != null && Objects.requireNonNullElse(definition.getResourceDescription(), "")
			.startsWith(WeakCacheBeans.DESCRIPTION);
	}

	/**
	 * Returns a line for each cache: its name, its types and where it is declared.
	 */
	public String describe() {
		List<String> names = names();
		if (names.isEmpty()) {
			return "This application context has no weak cache.";
		}
		String newLine = System.lineSeparator();
		return names.stream()
			.map((name) -> "\t- " + name + ": " + describe(type(name)) + ", declared " + place(name))
			.collect(Collectors.joining(newLine, "The weak caches of this application context are:" + newLine, ""));
	}

	/**
	 * Returns the text of the type of a cache.
	 */
	public static String describe(ResolvableType type) {
		return type.toString().replace(WeakCache.class.getName(), "WeakCache");
	}

	/**
	 * Returns the key of a cache as it is written in the configuration.
	 */
	public String key(String name) {
		return new CacheNames(this.environment).writtenKey(name);
	}

	private String place(String name) {
		if (isOfConfiguration(name)) {
			return "by " + key(name) + new PropertyText(this.environment, key(name)).place();
		}
		BeanDefinition definition = definition(name);
		if (definition == null) {
			return "as a singleton in code";
		}
		String method = definition.getFactoryMethodName();
		String resource = Objects.requireNonNullElse(definition.getResourceDescription(), "code");
		return (method != null) ? "by the method '" + method + "' in " + resource : "in " + resource;
	}

	private @Nullable BeanDefinition definition(String name) {
		try {
			return this.beanFactory.getMergedBeanDefinition(name);
		}
		catch (NoSuchBeanDefinitionException ex) {
			return null;
		}
	}

}
