package dev.weakref.spring.bean;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.weakref.finalizer.Finalizer;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.spring.BeanInstances;
import dev.weakref.spring.BeanInstances;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

/**
 * The instances of a bean that are destroyed when unused. Holds each instance until its
 * proxy has been collected.
 * <p>
 * Spring destroys this object in place of the bean: after the beans that depend on the
 * bean, and before those that the bean depends on.
 */
final class DestroyableInstances implements DisposableBean {

	private final ConcurrentMap<Instance, Finalizer<?>> instances = new ConcurrentHashMap<>();

	private final String beanName;

	private final BeanProxies proxies;

	private final DefaultListableBeanFactory beanFactory;

	private volatile @Nullable Finalizers finalizers;

	DestroyableInstances(String beanName, BeanProxies proxies, DefaultListableBeanFactory beanFactory) {
		this.beanName = beanName;
		this.proxies = proxies;
		this.beanFactory = beanFactory;
	}

	BeanProxies proxies() {
		return this.proxies;
	}

	/**
	 * Adds an instance.
	 * @param bean the bean, maybe with other proxies around the instance
	 * @param finalizers registers the proxy
	 * @return the proxy, at whose collection the instance is destroyed
	 */
	Object add(Object bean, Finalizers finalizers) {
		if (this.finalizers == null) {
			this.finalizers = finalizers;
			this.beanFactory.registerDisposableBean(this.beanName, this);
		}
		Object proxy = this.proxies.create(bean);
		Instance instance = new Instance(this, BeanInstances.withoutProxies(bean));
		this.instances.put(instance, finalizers.register(proxy, instance, Instance::destroy));
		return proxy;
	}

	@Override
	public void destroy() {
		Finalizers finalizers = this.finalizers;
		if (finalizers != null) {
			finalizers.close(List.copyOf(this.instances.values()));
		}
	}

	/**
	 * One instance, which must not refer to its proxy.
	 */
	private static final class Instance {

		private final DestroyableInstances owner;

		private final Object bean;

		Instance(DestroyableInstances owner, Object bean) {
			this.owner = owner;
			this.bean = bean;
		}

		void destroy() {
			this.owner.instances.remove(this);
			this.owner.beanFactory.destroyBean(this.owner.beanName, this.bean);
		}

	}

}
