package dev.weakref.spring.event;

import dev.weakref.spring.AnnotatedMethodException;

/**
 * A method is annotated with {@link WeakEventListener} but cannot be a listener.
 */
public class ListenerMethodException extends AnnotatedMethodException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param beanName the name of the bean
	 * @param method the class, name and parameter types of the method
	 * @param reason what is wrong, as a clause
	 * @param remedy what to do, in the imperative
	 */
	public ListenerMethodException(String beanName, String method, String reason, String remedy) {
		super(WeakEventListener.class, beanName, method, reason, remedy);
	}

}
