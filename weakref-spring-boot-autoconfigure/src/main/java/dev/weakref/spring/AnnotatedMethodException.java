package dev.weakref.spring;

import java.lang.annotation.Annotation;

/**
 * A method of a bean cannot do what an annotation of this library asks for.
 */
public abstract class AnnotatedMethodException extends UnsuitableBeanException {

	private static final long serialVersionUID = 1L;

	private final String method;

	/**
	 * Creates an exception.
	 * @param annotation the annotation
	 * @param beanName the name of the bean
	 * @param method the class, name and parameter types of the method
	 * @param reason the reason, as a clause
	 * @param remedy the remedy, in the imperative
	 */
	protected AnnotatedMethodException(Class<? extends Annotation> annotation, String beanName, String method,
			String reason, String remedy) {
		super(beanName, "The method " + method + " of the bean '" + beanName + "' is annotated with @"
				+ annotation.getSimpleName() + ", but ", reason, remedy);
		this.method = method;
	}

	/**
	 * Returns class, name and parameter types of the method.
	 * @return the method
	 */
	public String method() {
		return this.method;
	}

}
