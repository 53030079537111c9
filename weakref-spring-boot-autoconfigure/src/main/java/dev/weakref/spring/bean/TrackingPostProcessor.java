package dev.weakref.spring.bean;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiPredicate;

import dev.weakref.collection.WeakSet;
import dev.weakref.spring.LateBean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;
import org.springframework.beans.factory.support.MergedBeanDefinitionPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.util.ClassUtils;

/**
 * Tells {@link TrackedBeans} of the beans that are to be tracked. Whether one is, is
 * decided once for its definition; a bean that is not costs a look into a map.
 */
public final class TrackingPostProcessor
		implements MergedBeanDefinitionPostProcessor, DestructionAwareBeanPostProcessor {

	private static final Logger logger = LoggerFactory.getLogger(TrackingPostProcessor.class);

	private final ConcurrentMap<String, Selected> selected = new ConcurrentHashMap<>();

	/** The classes of tracked beans: a bean of another class need not be looked up. */
	private final Set<Class<?>> classes = WeakSet.identity();

	private final BiPredicate<Class<?>, String> selection;

	private final LateBean<TrackedBeans> trackedBeans;

	/**
	 * Create the post-processor.
	 * @param selection whether to track beans of a class in a scope that are not marked
	 * @param trackedBeans gives what is told, which is not asked for before the first
	 * bean that is to be tracked
	 */
	public TrackingPostProcessor(BiPredicate<Class<?>, String> selection, ObjectProvider<TrackedBeans> trackedBeans) {
		this.selection = selection;
		this.trackedBeans = new LateBean<>(trackedBeans);
	}

	@Override
	public void postProcessMergedBeanDefinition(RootBeanDefinition definition, Class<?> type, String beanName) {
		if (definition.isSingleton()) {
			return;
		}
		Class<?> userClass = ClassUtils.getUserClass(type);
		String scope = String.valueOf(definition.getScope());
		if (BeanMarks.has(definition, type, Tracked.class) || BeanMarks.has(definition, type, DestroyWhenUnused.class)
				|| this.selection.test(userClass, scope)) {
			this.selected.put(beanName, new Selected(userClass.getName(), scope));
		}
	}

	@Override
	public void resetBeanDefinition(String beanName) {
		this.selected.remove(beanName);
	}

	/**
	 * Comes before initialization, since a bean may be a proxy afterwards.
	 */
	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		Selected selected = this.selected.get(beanName);
		if (selected != null) {
			track(bean, beanName, selected);
		}
		return bean;
	}

	/**
	 * Spring asks this of all beans, and keeps a record of each for which it is true.
	 */
	@Override
	public boolean requiresDestruction(Object bean) {
		return this.classes.contains(bean.getClass());
	}

	@Override
	public void postProcessBeforeDestruction(Object bean, String beanName) {
		Selected selected = this.selected.get(beanName);
		TrackedGroup group = (selected != null) ? selected.group : null;
		if (group != null) {
			group.end(bean);
		}
	}

	private void track(Object bean, String beanName, Selected selected) {
		TrackedGroup group = group(selected);
		if (group != null) {
			this.classes.add(bean.getClass());
			group.begin(bean);
		}
		else {
			logger.warn("The bean '{}' is needed by those who track beans or comes after their end, so it is not"
					+ " tracked", beanName);
		}
	}

	private @Nullable TrackedGroup group(Selected selected) {
		TrackedGroup group = selected.group;
		if (group == null) {
			TrackedBeans trackedBeans = this.trackedBeans.get();
			group = (trackedBeans != null) ? trackedBeans.group(selected.type, selected.scope) : null;
			selected.group = group;
		}
		return group;
	}

	/**
	 * A definition whose beans are tracked.
	 */
	private static final class Selected {

		/** The name of the class, which is not held. */
		private final String type;

		private final String scope;

		private volatile @Nullable TrackedGroup group;

		Selected(String type, String scope) {
			this.type = type;
			this.scope = scope;
		}

	}

}
