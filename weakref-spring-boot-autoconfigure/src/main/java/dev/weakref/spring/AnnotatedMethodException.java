package dev.weakref.spring;

import java.lang.annotation.Annotation;

/**
 * A method of a bean has an annotation of this library but cannot be what that says.
 */
public abstract class AnnotatedMethodException extends UnsuitableBeanException {

	private static final long serialVersionUID = 1L;

	private final String method;

	/**
	 * Create an exception.
	 * @param annotation the annotation
	 * @param beanName the name of the bean
	 * @param method the class, name and parameter types of the method
	 * @param reason what is wrong, as a clause
	 * @param remedy what to do, in the imperative
	 */
	protected AnnotatedMethodException(Class<? extends Annotation> annotation, String beanName, String method,
			String reason, String remedy) {
		super(beanName, "The method " + method + " of the bean '" + beanName + "' is annotated with @"
				+ annotation.getSimpleName() + ", but ", reason, remedy);
		this.method = method;
	}

	/**
	 * The class, name and parameter types of the method.
	 * @return the method
	 */
	public String method() {
		return this.method;
	}

}
