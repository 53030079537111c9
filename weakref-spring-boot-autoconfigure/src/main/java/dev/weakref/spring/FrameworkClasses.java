package dev.weakref.spring;

import dev.weakref.Internal;

/**
 * Distinguishes Spring's own classes, which have no annotation of this library, from
 * those of applications. Most beans of an application are Spring's own. To read the
 * annotations of each would be a large part of the cost of this library at start-up.
 *
 * @hidden
 */
@Internal
public final class FrameworkClasses {

	private static final String FRAMEWORK = "org.springframework.";

	/** Where Spring keeps applications, such as the Petclinic. */
	private static final String SAMPLES = "org.springframework.samples.";

	private FrameworkClasses() {
	}

	/**
	 * Returns whether a class is Spring's own.
	 * @param type the class
	 * @return whether it has no annotations of this library
	 */
	public static boolean contains(Class<?> type) {
		String name = type.getName();
		return name.startsWith(FRAMEWORK) && !name.startsWith(SAMPLES);
	}

}
