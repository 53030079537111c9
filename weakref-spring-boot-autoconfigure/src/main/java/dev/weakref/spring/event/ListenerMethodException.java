package dev.weakref.spring.event;

/**
 * A method is annotated with {@link WeakEventListener} but cannot be a listener.
 */
public class ListenerMethodException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final String beanName;

	private final String method;

	private final String reason;

	private final String remedy;

	/**
	 * Create an exception.
	 * @param beanName the name of the bean
	 * @param method the class, name and parameter types of the method
	 * @param reason what is wrong, as a clause
	 * @param remedy what to do, in the imperative
	 */
	public ListenerMethodException(String beanName, String method, String reason, String remedy) {
		super("The method " + method + " of the bean '" + beanName + "' cannot be a weak listener: " + reason);
		this.beanName = beanName;
		this.method = method;
		this.reason = reason;
		this.remedy = remedy;
	}

	/**
	 * The name of the bean.
	 * @return the name
	 */
	public String beanName() {
		return this.beanName;
	}

	/**
	 * The class, name and parameter types of the method.
	 * @return the method
	 */
	public String method() {
		return this.method;
	}

	/**
	 * What is wrong with it.
	 * @return a clause
	 */
	public String reason() {
		return this.reason;
	}

	/**
	 * What to do.
	 * @return a sentence in the imperative
	 */
	public String remedy() {
		return this.remedy;
	}

}
