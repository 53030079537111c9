package dev.weakref.boot.autoconfigure;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.weakref.cache.WeakCache;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Logs uses of the weak caches that have no effect, or not the effect that their names
 * suggest: beans that depend on a cache once all singletons have been created, and
 * customizers once the application is ready, since runners create caches as well.
 */
final class CacheUseCheck implements SmartInitializingSingleton, ApplicationListener<ApplicationReadyEvent> {

	private static final Logger logger = LoggerFactory.getLogger(CacheUseCheck.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final DeclaredCaches caches;

	CacheUseCheck(ConfigurableListableBeanFactory beanFactory, Environment environment) {
		this.beanFactory = beanFactory;
		this.caches = new DeclaredCaches(beanFactory, environment);
	}

	@Override
	public void afterSingletonsInstantiated() {
		List<String> names = this.caches.names();
		if (names.size() > 1) {
			names.stream()
				.flatMap((name) -> Arrays.stream(this.beanFactory.getDependentBeans(name)))
				.distinct()
				.forEach((bean) -> checkInjected(bean, names));
		}
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		if (event.getApplicationContext().getBeanFactory() != this.beanFactory) {
			return;
		}
		for (String customizer : this.beanFactory.getBeanNamesForType(WeakCacheCustomizer.class, true, false)) {
			if (this.beanFactory.getSingleton(customizer) instanceof NamedCustomizer named && !named.isApplied()) {
				checkUnused(customizer, named.name(), this.caches.names());
			}
		}
	}

	private void checkUnused(String customizer, String cache, List<String> names) {
		if (!names.contains(cache)) {
			logger.warn("The customizer '{}' is for a cache '{}', and no such cache has been made so far. The caches "
					+ "are {}", customizer, cache, names);
		}
		else if (this.beanFactory.containsSingleton(cache)) {
			logger.warn(
					"The customizer '{}' is not applied to the cache '{}', which code makes with a builder of its "
							+ "own. Make the cache with WeakCaches, or declare it in the configuration",
					customizer, cache);
		}
	}

	private void checkInjected(String bean, List<String> names) {
		List<String> given = Arrays.stream(this.beanFactory.getDependenciesForBean(bean))
			.filter(names::contains)
			.toList();
		for (InjectedCache point : points(bean)) {
			String name = point.name();
			if (name != null && names.contains(name) && !given.contains(name)) {
				logger.warn("The bean '{}' requires a {} and names it '{}', but is given {}: the cache '{}' is a {}. "
						+ "Declare the types of both caches, or annotate the parameter or field with @Qualifier", bean,
						DeclaredCaches.describe(point.type()), name, given, name,
						DeclaredCaches.describe(this.caches.type(name)));
			}
		}
	}

	private List<InjectedCache> points(String bean) {
		List<InjectedCache> points = new ArrayList<>();
		Class<?> type = this.beanFactory.getType(bean, false);
		if (!this.beanFactory.containsBeanDefinition(bean) || type == null) {
			return points;
		}
		Class<?> userClass = ClassUtils.getUserClass(type);
		Method factoryMethod = (this.beanFactory.getMergedBeanDefinition(bean) instanceof RootBeanDefinition definition)
				? definition.getResolvedFactoryMethod() : null;
		if (factoryMethod != null) {
			addParameters(factoryMethod, points);
		}
		else {
			Constructor<?>[] constructors = userClass.getDeclaredConstructors();
			Arrays.stream(constructors)
				.filter((constructor) -> constructors.length == 1 || isAutowired(constructor))
				.forEach((constructor) -> addParameters(constructor, points));
		}
		ReflectionUtils.doWithFields(userClass, (field) -> add(field, points), CacheUseCheck::isAutowired);
		ReflectionUtils.doWithMethods(userClass, (method) -> addParameters(method, points), CacheUseCheck::isAutowired);
		return points;
	}

	private static boolean isAutowired(AccessibleObject element) {
		return AnnotatedElementUtils.hasAnnotation(element, Autowired.class);
	}

	private static void addParameters(Executable method, List<InjectedCache> points) {
		for (int i = 0; i < method.getParameterCount(); i++) {
			MethodParameter parameter = MethodParameter.forExecutable(method, i);
			add(new InjectionPoint(parameter), ResolvableType.forMethodParameter(parameter), points);
		}
	}

	private static void add(Field field, List<InjectedCache> points) {
		add(new InjectionPoint(field), ResolvableType.forField(field), points);
	}

	private static void add(InjectionPoint point, ResolvableType type, List<InjectedCache> points) {
		if (type.resolve() == WeakCache.class) {
			points.add(InjectedCache.of(point, type));
		}
	}

}
