package dev.weakref.spring.cache;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A method of a bean cannot do what its annotation asks for.
 */
public class UnsuitableMethodException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final String beanName;

	private final String method;

	private final String purpose;

	private final String reason;

	private final String remedy;

	UnsuitableMethodException(String beanName, Method method, String purpose, String reason, String remedy) {
		super("The method " + describe(method) + " of bean '" + beanName + "' cannot " + purpose + ": " + reason);
		this.beanName = beanName;
		this.method = describe(method);
		this.purpose = purpose;
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
	 * The method, with its class and the types of its parameters.
	 * @return a description
	 */
	public String method() {
		return this.method;
	}

	/**
	 * What it cannot do.
	 * @return words that follow "cannot"
	 */
	public String purpose() {
		return this.purpose;
	}

	/**
	 * Why it cannot.
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

	static String describe(Method method) {
		return method.getDeclaringClass().getName() + "." + signature(method);
	}

	static String signature(Method method) {
		return method.getName() + Arrays.stream(method.getParameterTypes())
			.map(Class::getSimpleName)
			.collect(Collectors.joining(", ", "(", ")"));
	}

}
