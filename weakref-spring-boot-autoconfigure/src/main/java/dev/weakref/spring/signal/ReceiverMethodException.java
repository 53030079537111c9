package dev.weakref.spring.signal;

import dev.weakref.spring.AnnotatedMethodException;

/**
 * A method is annotated with {@link WeakReceiver} but cannot be a receiver.
 */
public class ReceiverMethodException extends AnnotatedMethodException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param beanName the name of the bean
	 * @param method the class, name and parameter types of the method
	 * @param reason the reason, as a clause
	 * @param remedy the remedy, in the imperative
	 */
	public ReceiverMethodException(String beanName, String method, String reason, String remedy) {
		super(WeakReceiver.class, beanName, method, reason, remedy);
	}

}
