package dev.weakref.spring.bean;

/**
 * A bean is marked with {@link DestroyWhenUnused} but cannot be destroyed when unused.
 */
public class DestroyWhenUnusedException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final String beanName;

	private final String origin;

	private final String reason;

	private final String remedy;

	/**
	 * Create an exception.
	 * @param beanName the name of the bean
	 * @param origin where the bean is defined
	 * @param reason what is wrong, as a clause
	 * @param remedy what to do, in the imperative
	 */
	public DestroyWhenUnusedException(String beanName, String origin, String reason, String remedy) {
		super("The bean '" + beanName + "' cannot be destroyed when unused: " + reason);
		this.beanName = beanName;
		this.origin = origin;
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
	 * Where the bean is defined.
	 * @return a class, file or other place
	 */
	public String origin() {
		return this.origin;
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
