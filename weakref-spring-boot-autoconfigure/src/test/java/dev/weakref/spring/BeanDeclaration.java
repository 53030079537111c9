package dev.weakref.spring;

import java.util.List;
import java.util.function.BiConsumer;

import dev.weakref.reaper.Reaper;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanDefinitionHolder;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.context.support.SimpleThreadScope;

/**
 * Ways to declare an annotated bean, whose name is "bean".
 */
enum BeanDeclaration {

	PROTOTYPE((context, definition) -> {
		definition.setScope("prototype");
		context.registerBeanDefinition("bean", definition);
	}),

	SINGLETON((context, definition) -> context.registerBeanDefinition("bean", definition)),

	LAZY((context, definition) -> {
		definition.setLazyInit(true);
		context.registerBeanDefinition("bean", definition);
	}),

	PROXIED((context, definition) -> {
		context.registerBean(BeanNameAutoProxyCreator.class, () -> {
			BeanNameAutoProxyCreator creator = new BeanNameAutoProxyCreator();
			creator.setBeanNames("bean");
			creator.setProxyTargetClass(true);
			return creator;
		});
		context.registerBeanDefinition("bean", definition);
	}),

	SCOPED_PROXY((context, definition) -> {
		context.getBeanFactory().registerScope("kept", new SimpleThreadScope());
		definition.setScope("kept");
		BeanDefinitionHolder proxy = ScopedProxyUtils.createScopedProxy(new BeanDefinitionHolder(definition, "bean"),
				context, true);
		context.registerBeanDefinition("bean", proxy.getBeanDefinition());
	}),

	PRODUCT((context, definition) -> {
		RootBeanDefinition factory = new RootBeanDefinition(Products.class);
		factory.getConstructorArgumentValues().addGenericArgumentValue(definition.getBeanClass());
		context.registerBeanDefinition("bean", factory);
	}),

	UNKNOWN_PRODUCT((context, definition) -> {
		context.registerBean("bean", UnknownProducts.class, () -> new UnknownProducts(definition.getBeanClass()));
		context.registerBean("early", List.class, () -> List.of(context.getBean("bean")));
	}),

	EARLY((context, definition) -> {
		PROTOTYPE.register.accept(context, definition);
		context.registerBean("reaper", Reaper.class, () -> {
			context.getBeanFactory().registerSingleton("early", List.of(context.getBean("bean")));
			return Reaper.start();
		});
	});

	private final BiConsumer<GenericApplicationContext, RootBeanDefinition> register;

	BeanDeclaration(BiConsumer<GenericApplicationContext, RootBeanDefinition> register) {
		this.register = register;
	}

	/**
	 * Declares a bean of the class of a definition.
	 */
	void register(GenericApplicationContext context, RootBeanDefinition definition) {
		this.register.accept(context, definition);
	}

	static class Products implements FactoryBean<Object> {

		private final Class<?> type;

		Products(Class<?> type) {
			this.type = type;
		}

		@Override
		public Object getObject() {
			return BeanUtils.instantiateClass(this.type);
		}

		@Override
		public @Nullable Class<?> getObjectType() {
			return this.type;
		}

		@Override
		public boolean isSingleton() {
			return false;
		}

	}

	static class UnknownProducts extends Products {

		UnknownProducts(Class<?> type) {
			super(type);
		}

		@Override
		public @Nullable Class<?> getObjectType() {
			return null;
		}

	}

}
