package dev.weakref.spring;

/**
 * A bean, or a method of one, cannot do what its annotation asks for. It is thrown at
 * start-up. A failure analyzer shows reason and remedy.
 */
public abstract class UnsuitableBeanException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final String beanName;

	private final String reason;

	private final String remedy;

	/**
	 * Creates an exception.
	 * @param beanName the name of the bean
	 * @param what the beginning of the message, without the reason
	 * @param reason why, as a clause
	 * @param remedy what to do, in the imperative
	 */
	protected UnsuitableBeanException(String beanName, String what, String reason, String remedy) {
		super(what + reason);
		this.beanName = beanName;
		this.reason = reason;
		this.remedy = remedy;
	}

	/**
	 * Returns the name of the bean.
	 * @return the name
	 */
	public String beanName() {
		return this.beanName;
	}

	/**
	 * Returns the reason.
	 * @return a clause, without full stop
	 */
	public String reason() {
		return this.reason;
	}

	/**
	 * Returns the remedy.
	 * @return a sentence in the imperative, without full stop
	 */
	public String remedy() {
		return this.remedy;
	}

}
