package dev.weakref.spring;

import dev.weakref.Internal;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.BeanCreationNotAllowedException;
import org.springframework.beans.factory.BeanCurrentlyInCreationException;
import org.springframework.beans.factory.ObjectProvider;

/**
 * A bean that a post-processor requests as late as possible: when the post-processor
 * processes the first bean that it handles. An earlier request would create the bean
 * together with the post-processors, and no post-processor processes beans that are
 * created then.
 *
 * @param <T> the type of the bean
 * @hidden
 */
@Internal
public final class LateBean<T> {

	private final Class<T> type;

	private final ObjectProvider<T> provider;

	private final String effect;

	private volatile @Nullable T bean;

	/**
	 * Creates an instance that has not requested the bean.
	 * @param type the type of the bean, whose logger is used for warnings
	 * @param provider the provider of the bean
	 * @param effect the effect on a bean for which this one is not available, such as "is
	 * not tracked"
	 */
	public LateBean(Class<T> type, ObjectProvider<T> provider, String effect) {
		this.type = type;
		this.provider = provider;
		this.effect = effect;
	}

	/**
	 * Returns the bean if this instance has requested it before.
	 * @return the bean, or {@code null} if this instance has not requested it
	 */
	public @Nullable T getIfMade() {
		return this.bean;
	}

	/**
	 * Returns the bean and requests it the first time.
	 * @return the bean, or {@code null} if it is not available: it needs a bean that is
	 * being created, or the context is being closed and has not created it before
	 */
	public @Nullable T get() {
		T bean = this.bean;
		if (bean == null) {
			bean = request();
			this.bean = bean;
		}
		return bean;
	}

	/**
	 * Logs a warning that another bean does without this one.
	 * @param beanName the name of the other bean
	 */
	public void warn(String beanName) {
		LoggerFactory.getLogger(this.type)
			.warn("The bean '{}' is created while {} is not available, so the bean {}", beanName,
					this.type.getSimpleName(), this.effect);
	}

	private @Nullable T request() {
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
