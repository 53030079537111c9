package dev.weakref.spring;

/**
 * A bean, or a method of one, asks by its annotation for something that it cannot have.
 * Is thrown at start-up; a failure analyzer turns it into what is wrong and what to do.
 */
public abstract class UnsuitableBeanException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final String beanName;

	private final String reason;

	private final String remedy;

	/**
	 * Create an exception.
	 * @param beanName the name of the bean
	 * @param what says what cannot be had, up to and without the reason
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
	 * The name of the bean.
	 * @return the name
	 */
	public String beanName() {
		return this.beanName;
	}

	/**
	 * What is wrong.
	 * @return a clause, without full stop
	 */
	public String reason() {
		return this.reason;
	}

	/**
	 * What to do.
	 * @return a sentence in the imperative, without full stop
	 */
	public String remedy() {
		return this.remedy;
	}

}
