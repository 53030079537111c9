package dev.weakref.boot.autoconfigure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;

import dev.weakref.WeakRefConfigurationException;
import dev.weakref.spring.bean.TrackingPostProcessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Reads {@code weakref.beans.track}, before there are beans, for the
 * {@link TrackingPostProcessor}.
 *
 * @param beanFactory the bean factory
 */
record TrackRules(ConfigurableListableBeanFactory beanFactory) {

	private static final Logger logger = LoggerFactory.getLogger(TrackRules.class);

	private static final String PROPERTY = "weakref.beans.track";

	private static final String SCOPE = "scope:";

	private static final String NAME = "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*";

	/** Scopes of web applications, which a test without a server does not have. */
	private static final List<String> WEB_SCOPES = List.of("request", "session", "application");

	/**
	 * Reads the rules.
	 * @param environment the environment
	 * @return a predicate of class and scope, other than singleton, that selects the
	 * beans to track
	 * @throws WeakRefConfigurationException if a rule cannot be used
	 */
	BiPredicate<Class<?>, String> read(Environment environment) {
		List<String> texts = texts(environment);
		List<BiPredicate<Class<?>, String>> rules = new ArrayList<>();
		for (int i = 0; i < texts.size(); i++) {
			rules.add(rule(texts.get(i), PROPERTY + "[" + i + "]"));
		}
		return (type, scope) -> rules.stream().anyMatch((rule) -> rule.test(type, scope));
	}

	/**
	 * Logs packages and types that select no bean. Scopes are left out: a test without a
	 * server may have no bean in one.
	 */
	void mentionUnused(Environment environment) {
		List<String> texts = texts(environment);
		for (int i = 0; i < texts.size(); i++) {
			String key = PROPERTY + "[" + i + "]";
			BiPredicate<Class<?>, String> rule = rule(texts.get(i), key);
			if (!texts.get(i).startsWith(SCOPE)
					&& Arrays.stream(this.beanFactory.getBeanDefinitionNames()).noneMatch((bean) -> fits(rule, bean))) {
				logger.warn("{}", new PropertyText(environment, key).describe(texts.get(i),
						"no bean of that type or below that package has a scope other than singleton"));
			}
		}
	}

	private boolean fits(BiPredicate<Class<?>, String> rule, String bean) {
		BeanDefinition definition = this.beanFactory.getMergedBeanDefinition(bean);
		if (definition.isAbstract()) {
			return false;
		}
		boolean factory = this.beanFactory.isFactoryBean(bean);
		if (factory && !makesOne(bean) && fits(rule, bean, BeanDefinition.SCOPE_PROTOTYPE)) {
			return true;
		}
		return !definition.isSingleton() && fits(rule, factory ? BeanFactory.FACTORY_BEAN_PREFIX + bean : bean,
				String.valueOf(definition.getScope()));
	}

	private boolean fits(BiPredicate<Class<?>, String> rule, String bean, String scope) {
		Class<?> type = this.beanFactory.getType(bean, false);
		return type == null || type == Object.class || rule.test(ClassUtils.getUserClass(type), scope);
	}

	/**
	 * Returns whether a factory bean is known to create a singleton. A lazy one is not
	 * created for that.
	 */
	private boolean makesOne(String bean) {
		return this.beanFactory.getSingleton(bean) instanceof FactoryBean<?> factory && factory.isSingleton();
	}

	private static List<String> texts(Environment environment) {
		return Binder.get(environment).bind(PROPERTY, Bindable.listOf(String.class)).orElse(List.of());
	}

	private BiPredicate<Class<?>, String> rule(String text, String key) {
		if (text.startsWith(SCOPE)) {
			return scope(text, key);
		}
		Class<?> tracked = find(text, key);
		if (tracked != null) {
			return (type, scope) -> tracked.isAssignableFrom(type);
		}
		if (!text.matches(NAME + "(\\." + NAME + ")*")) {
			throw new WeakRefConfigurationException(key, text, "that is not the name of a package, a type or a scope",
					"Write a package such as com.example.orders, a type such as com.example.orders.Basket, or a scope "
							+ "such as scope:session");
		}
		if (Character.isUpperCase(ClassUtils.getShortName(text).charAt(0))) {
			throw new WeakRefConfigurationException(key, text, "there is no class of that name on the class path",
					"Write the full name of the class or interface, or that of a package, whose last part begins with "
							+ "a lower-case letter");
		}
		return (type, scope) -> type.getName().startsWith(text + ".");
	}

	private BiPredicate<Class<?>, String> scope(String text, String key) {
		String tracked = text.substring(SCOPE.length());
		if (tracked.equals("singleton")) {
			throw new WeakRefConfigurationException(key, text,
					"singletons live as long as the application context, so there is nothing to track",
					"Write another scope, such as scope:session");
		}
		Set<String> known = new TreeSet<>(WEB_SCOPES);
		known.add("prototype");
		known.addAll(Arrays.asList(this.beanFactory.getRegisteredScopeNames()));
		if (!known.contains(tracked)) {
			throw new WeakRefConfigurationException(key, text, "there is no scope of that name",
					"Write one of " + String.join(", ", known.stream().map(SCOPE::concat).toList()));
		}
		return (type, scope) -> tracked.equals(scope);
	}

	private @Nullable Class<?> find(String name, String key) {
		try {
			return ClassUtils.forName(name, this.beanFactory.getBeanClassLoader());
		}
		catch (ClassNotFoundException ex) {
			return null;
		}
		catch (LinkageError ex) {
			throw new WeakRefConfigurationException(key, name, "that class cannot be loaded: " + ex,
					"Add what the class needs to the class path, or write the name of a package");
		}
	}

}
