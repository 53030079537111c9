package dev.weakref.spring.cache;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.cache.interceptor.CacheOperation;
import org.springframework.cache.interceptor.CacheOperationSource;
import org.springframework.core.MethodIntrospector.MetadataLookup;
import org.springframework.core.MethodIntrospector;
import org.springframework.util.ClassUtils;
import org.springframework.util.CollectionUtils;

/**
 * Finds the methods of beans that have cache annotations. Creates no bean and examines
 * only classes of beans. Singletons that have been created are examined only if they have
 * a proxy.
 *
 * @param beanFactory the bean factory
 * @param source the source of the operations of a method
 * @param simpleKeys whether keys are made of the arguments, unless an operation says
 * otherwise
 */
record CachedMethods(ConfigurableListableBeanFactory beanFactory, CacheOperationSource source, boolean simpleKeys) {

	private static final Logger logger = LoggerFactory.getLogger(CachedMethods.class);

	List<CachedMethod> find() {
		List<CachedMethod> methods = new ArrayList<>();
		for (String beanName : this.beanFactory.getBeanDefinitionNames()) {
			try {
				addMethods(beanName, methods);
			}
			catch (BeansException | IllegalStateException | LinkageError ex) {
				// The bean may never be made, say for want of a class that a method
				// names.
				logger.debug("The cached methods of bean '{}' cannot be told", beanName, ex);
			}
		}
		return methods;
	}

	private void addMethods(String beanName, List<CachedMethod> methods) {
		Class<?> type = type(beanName);
		if (type != null && this.source.isCandidateClass(type)) {
			operations(type).forEach((method, operations) -> operations.forEach(
					(operation) -> methods.add(new CachedMethod(beanName, type, method, operation, this.simpleKeys))));
		}
	}

	private @Nullable Class<?> type(String beanName) {
		Object singleton = this.beanFactory.getSingleton(beanName);
		if (singleton != null && !(singleton instanceof FactoryBean<?>)) {
			return AopUtils.isAopProxy(singleton) ? AopProxyUtils.ultimateTargetClass(singleton) : null;
		}
		Class<?> type = this.beanFactory.getType(beanName, false);
		return (type != null && !ScopedObject.class.isAssignableFrom(type)) ? ClassUtils.getUserClass(type) : null;
	}

	private Map<Method, Collection<CacheOperation>> operations(Class<?> type) {
		return MethodIntrospector.selectMethods(type, (MetadataLookup<Collection<CacheOperation>>) (method) -> {
			Collection<CacheOperation> operations = this.source.getCacheOperations(method, type);
			return CollectionUtils.isEmpty(operations) ? null : operations;
		});
	}

}
