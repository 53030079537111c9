package dev.weakref.spring.event;

import dev.weakref.spring.UnsuitableBeanException;

/**
 * A method is annotated with {@link WeakEventListener} but cannot be a listener.
 */
public class ListenerMethodException extends UnsuitableBeanException {

	private static final long serialVersionUID = 1L;

	private final String method;

	/**
	 * Create an exception.
	 * @param beanName the name of the bean
	 * @param method the class, name and parameter types of the method
	 * @param reason what is wrong, as a clause
	 * @param remedy what to do, in the imperative
	 */
	public ListenerMethodException(String beanName, String method, String reason, String remedy) {
		super(beanName,
				"The method " + method + " of the bean '" + beanName + "' is annotated with @WeakEventListener, but ",
				reason, remedy);
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
