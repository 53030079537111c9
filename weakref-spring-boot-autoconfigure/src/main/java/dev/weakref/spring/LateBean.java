package dev.weakref.spring;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.BeanCreationNotAllowedException;
import org.springframework.beans.factory.BeanCurrentlyInCreationException;
import org.springframework.beans.factory.ObjectProvider;

/**
 * A bean that a post-processor needs for its work but must not ask for before there is
 * work: beans that are made with the post-processors are processed by none of them.
 *
 * @param <T> the type of the bean
 */
public final class LateBean<T> {

	private final ObjectProvider<T> provider;

	private volatile @Nullable T bean;

	/**
	 * Create an instance that has not asked for the bean.
	 * @param provider gives the bean
	 */
	public LateBean(ObjectProvider<T> provider) {
		this.provider = provider;
	}

	/**
	 * The bean if it has been made.
	 * @return the bean, or {@code null} if nobody has asked for it here
	 */
	public @Nullable T getIfMade() {
		return this.bean;
	}

	/**
	 * The bean, made now if it is the first time.
	 * @return the bean, or {@code null} if it cannot be had: if it needs a bean that is
	 * just being made, which cannot be processed with what it becomes a part of, or if it
	 * has not been made before the context is being closed
	 */
	public @Nullable T get() {
		T bean = this.bean;
		if (bean == null) {
			bean = make();
			this.bean = bean;
		}
		return bean;
	}

	private @Nullable T make() {
		try {
			return this.provider.getObject();
		}
		catch (BeanCreationException ex) {
			if (ex.contains(BeanCurrentlyInCreationException.class)
					|| ex.contains(BeanCreationNotAllowedException.class)) {
				return null;
			}
			throw ex;
		}
	}

}
