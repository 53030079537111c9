package dev.weakref.autoconfigure;

import java.util.List;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanDefinition;

/**
 * Makes a prototype at the end.
 */
class Farewell implements BeanFactoryAware, DisposableBean {

	private final List<Object> made;

	private BeanFactory beanFactory;

	Farewell(List<Object> made) {
		this.made = made;
	}

	static void isPrototype(BeanDefinition definition) {
		definition.setScope(BeanDefinition.SCOPE_PROTOTYPE);
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public void destroy() {
		this.made.add(this.beanFactory.getBean("prototype"));
	}

}
