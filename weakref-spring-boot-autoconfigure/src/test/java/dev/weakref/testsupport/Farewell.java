package dev.weakref.testsupport;

import java.util.List;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanDefinition;

/**
 * Makes a prototype at the end.
 */
public class Farewell implements BeanFactoryAware, DisposableBean {

	private final List<Object> made;

	private BeanFactory beanFactory;

	public Farewell(List<Object> made) {
		this.made = made;
	}

	public static void isPrototype(BeanDefinition definition) {
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
