package dev.weakref.spring.bean;

import dev.weakref.spring.UnsuitableBeanException;

/**
 * A bean is marked with {@link DestroyWhenUnused} but cannot be destroyed when unused.
 */
public class DestroyWhenUnusedException extends UnsuitableBeanException {

	private static final long serialVersionUID = 1L;

	private final String origin;

	/**
	 * Creates an exception.
	 * @param beanName the name of the bean
	 * @param origin where the bean is defined
	 * @param reason the reason, as a clause
	 * @param remedy the remedy, in the imperative
	 */
	public DestroyWhenUnusedException(String beanName, String origin, String reason, String remedy) {
		super(beanName,
				"The bean '" + beanName + "' (defined in " + origin + ") is marked with @DestroyWhenUnused, but ",
				reason, remedy);
		this.origin = origin;
	}

	/**
	 * Returns the place where the bean is defined.
	 * @return a class, file or other place
	 */
	public String origin() {
		return this.origin;
	}

}
