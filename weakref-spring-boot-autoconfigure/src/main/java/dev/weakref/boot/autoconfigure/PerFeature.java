package dev.weakref.boot.autoconfigure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * Collects one item for each feature of the application, such as a section of the
 * endpoint. A bean for each of them would cost noticeable time at start-up.
 *
 * @param <T> the type of the items
 */
final class PerFeature<T> {

	private static final Logger logger = LoggerFactory.getLogger(PerFeature.class);

	private final List<T> items = new ArrayList<>();

	private final ListableBeanFactory beanFactory;

	private final String what;

	/**
	 * Creates an instance without items.
	 * @param what the name of the items in the log
	 * @param beanFactory the bean factory
	 */
	PerFeature(String what, ListableBeanFactory beanFactory) {
		this.what = what;
		this.beanFactory = beanFactory;
	}

	/**
	 * Adds the item of a bean, if there is one. If there are several beans and none of
	 * them is primary, logs that and adds nothing.
	 * @param type the type of the bean
	 * @param factory creates the item
	 * @param <B> the type of the bean
	 * @return this
	 */
	<B> PerFeature<T> add(Class<B> type, Function<B, T> factory) {
		B bean = this.beanFactory.getBeanProvider(type).getIfUnique();
		if (bean != null) {
			this.items.add(factory.apply(bean));
		}
		else if (BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory, type).length > 1) {
			logger.warn("There are several beans of type {}, so none of them is shown among {}; mark one as @Primary to"
					+ " have it shown", type.getName(), this.what);
		}
		return this;
	}

	/**
	 * Adds the items of all features whose beans have a common type. For each class of
	 * beans, does the same as {@link #add}.
	 * @param type the common type
	 * @param factory creates the item
	 * @param <B> the common type
	 * @return this
	 */
	<B> PerFeature<T> addEach(Class<B> type, Function<B, T> factory) {
		Arrays.stream(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory, type))
			.<Class<?>>flatMap((name) -> Stream.ofNullable(this.beanFactory.getType(name)))
			.distinct()
			.forEach((beanType) -> add(beanType.asSubclass(type), factory::apply));
		return this;
	}

	/**
	 * Adds one item of all beans of a type, if there are any.
	 * @param type the type of the beans
	 * @param factory creates the item from the beans by name
	 * @param <B> the type of the beans
	 * @return this
	 */
	<B> PerFeature<T> addAll(Class<B> type, Function<Map<String, B>, T> factory) {
		Map<String, B> beans = BeanFactoryUtils.beansOfTypeIncludingAncestors(this.beanFactory, type);
		if (!beans.isEmpty()) {
			this.items.add(factory.apply(beans));
		}
		return this;
	}

	/**
	 * Adds the beans that are items themselves, in their order.
	 * @param type the type of the items
	 * @return this
	 */
	PerFeature<T> addBeans(Class<T> type) {
		this.beanFactory.getBeanProvider(type).orderedStream().forEach(this.items::add);
		return this;
	}

	/**
	 * Returns the items.
	 * @return the items in the order in which they were added
	 */
	List<T> toList() {
		return this.items;
	}

}
