package dev.weakref.spring.cache;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;

import dev.weakref.spring.UnsuitableBeanException;

/**
 * A method of a bean cannot do what its annotation asks for.
 */
public class UnsuitableMethodException extends UnsuitableBeanException {

	private static final long serialVersionUID = 1L;

	private final String method;

	private final String purpose;

	UnsuitableMethodException(String beanName, Method method, String purpose, String reason, String remedy) {
		super(beanName, "The method " + describe(method) + " of bean '" + beanName + "' cannot " + purpose + ": ",
				reason, remedy);
		this.method = describe(method);
		this.purpose = purpose;
	}

	/**
	 * Returns the method, with its class and the types of its parameters.
	 * @return a description
	 */
	public String method() {
		return this.method;
	}

	/**
	 * Returns what the method cannot do.
	 * @return words that follow "cannot"
	 */
	public String purpose() {
		return this.purpose;
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
