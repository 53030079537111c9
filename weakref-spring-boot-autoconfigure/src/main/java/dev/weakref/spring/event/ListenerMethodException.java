package dev.weakref.spring.event;

import dev.weakref.spring.AnnotatedMethodException;

/**
 * A method is annotated with {@link WeakEventListener} but cannot be a listener.
 */
public class ListenerMethodException extends AnnotatedMethodException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param beanName the name of the bean
	 * @param method the class, name and parameter types of the method
	 * @param reason the reason, as a clause
	 * @param remedy the remedy, in the imperative
	 */
	public ListenerMethodException(String beanName, String method, String reason, String remedy) {
		super(WeakEventListener.class, beanName, method, reason, remedy);
	}

}
