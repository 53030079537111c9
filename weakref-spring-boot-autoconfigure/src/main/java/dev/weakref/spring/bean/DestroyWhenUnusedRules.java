package dev.weakref.spring.bean;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanDefinition;

/**
 * The requirements of {@link DestroyWhenUnused} for a bean and its class.
 */
final class DestroyWhenUnusedRules {

	private static final String PRODUCT_REMEDY = "Make the product by a @Bean method, and put @DestroyWhenUnused there";

	private final String beanName;

	private final BeanDefinition definition;

	DestroyWhenUnusedRules(String beanName, BeanDefinition definition) {
		this.beanName = beanName;
		this.definition = definition;
	}

	/**
	 * Checks the requirements that do not need an instance.
	 * @param type the declared type of the bean
	 * @throws DestroyWhenUnusedException if the bean cannot be destroyed when unused
	 */
	void check(Class<?> type) {
		if (!this.definition.isPrototype()) {
			throw broken(
					"it is in scope '" + this.definition.getScope() + "', where Spring keeps it and destroys it itself",
					"Give it @Scope(\"prototype\"), or remove @DestroyWhenUnused");
		}
		if (FactoryBean.class.isAssignableFrom(type)) {
			throw broken("it is a FactoryBean, whose products Spring does not destroy", PRODUCT_REMEDY);
		}
		checkType(type);
		if (!type.isInterface()) {
			checkConstructors(type);
			checkMembers(type);
		}
	}

	DestroyWhenUnusedException product(Class<?> type) {
		return broken("its instances of " + type.getName()
				+ " are products of a FactoryBean, whose products Spring does not destroy", PRODUCT_REMEDY);
	}

	DestroyWhenUnusedException noProxy(Class<?> type, Throwable cause) {
		DestroyWhenUnusedException exception = broken("there can be no proxy of " + type.getName(),
				"Declare it by a @Bean method that returns an interface of it");
		exception.initCause(cause);
		return exception;
	}

	DestroyWhenUnusedException otherProxy(Class<?> type) {
		return broken("it is declared as " + type.getName() + ", but the proxy around it does not have that type",
				"Set spring.aop.proxy-target-class to true, or declare it by a @Bean method that returns an "
						+ "interface of it");
	}

	private void checkType(Class<?> type) {
		if (Modifier.isFinal(type.getModifiers()) || type.isSealed()) {
			throw broken(
					type.getName() + " is " + (type.isSealed() ? "sealed" : "final")
							+ ", so there can be no proxy of it",
					"Make it neither final nor sealed, or declare the bean by a @Bean method that returns an interface of it");
		}
	}

	private void checkConstructors(Class<?> type) {
		for (Constructor<?> constructor : type.getDeclaredConstructors()) {
			if (!Modifier.isPrivate(constructor.getModifiers())) {
				return;
			}
		}
		throw broken(type.getName() + " has private constructors only, so there can be no proxy of it",
				"Open a constructor, which the proxy will not call, or declare the bean by a @Bean method that returns "
						+ "an interface of it");
	}

	private void checkMembers(Class<?> type) {
		for (Class<?> declaring = type; declaring != null
				&& declaring != Object.class; declaring = declaring.getSuperclass()) {
			for (Method method : declaring.getDeclaredMethods()) {
				checkMethod(method, type);
			}
		}
		Field field = ReachableFields.find(type);
		if (field != null) {
			throw broken(
					"its field '" + field.getName() + "' is " + ReachableFields.visibility(field)
							+ ", and a proxy has none of its values",
					"Make the field private and give it a method, or declare the bean by a @Bean method that returns "
							+ "an interface of it");
		}
	}

	/**
	 * Refuses a final method unless only other packages could call it.
	 */
	private void checkMethod(Method method, Class<?> type) {
		int modifiers = method.getModifiers();
		boolean callable = Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers)
				|| (!Modifier.isPrivate(modifiers)
						&& method.getDeclaringClass().getPackageName().equals(type.getPackageName()));
		if (callable && Modifier.isFinal(modifiers) && !Modifier.isStatic(modifiers)) {
			throw broken(
					"its method '" + method.getName()
							+ "' is final, so a proxy of it cannot pass on a call of that method",
					"Open the method, or declare the bean by a @Bean method that returns an interface of it");
		}
	}

	private DestroyWhenUnusedException broken(String reason, String remedy) {
		String origin = this.definition.getResourceDescription();
		return new DestroyWhenUnusedException(this.beanName,
				(origin != null) ? origin : String.valueOf(this.definition.getBeanClassName()), reason, remedy);
	}

}
