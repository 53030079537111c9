package dev.weakref.spring.bean;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;

/**
 * A bean that a post-processor needs for its work but must not ask for before there is
 * work: beans that are made with the post-processors are processed by none of them.
 */
final class LateBean<T> {

	private final Set<Thread> resolving = ConcurrentHashMap.newKeySet();

	private final ObjectProvider<T> provider;

	private volatile @Nullable T bean;

	LateBean(ObjectProvider<T> provider) {
		this.provider = provider;
	}

	/**
	 * The bean, made now if it is the first time.
	 * @return the bean, or {@code null} if this thread is making it: what it is made of
	 * cannot be processed with it
	 */
	@Nullable T get() {
		T bean = this.bean;
		return (bean != null) ? bean : resolve();
	}

	private @Nullable T resolve() {
		Thread self = Thread.currentThread();
		if (!this.resolving.add(self)) {
			return null;
		}
		try {
			T bean = this.provider.getObject();
			this.bean = bean;
			return bean;
		}
		finally {
			this.resolving.remove(self);
		}
	}

}
