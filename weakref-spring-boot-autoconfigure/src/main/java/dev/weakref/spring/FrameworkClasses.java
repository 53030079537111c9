package dev.weakref.spring;

/**
 * Tells Spring's own classes, which have no annotation of this library, from those of
 * applications. Most beans of an application are Spring's own, and to read the
 * annotations of each would make up a good part of what this library costs at start-up.
 */
public final class FrameworkClasses {

	private static final String FRAMEWORK = "org.springframework.";

	/** Where Spring keeps applications, such as the Petclinic. */
	private static final String SAMPLES = "org.springframework.samples.";

	private FrameworkClasses() {
	}

	/**
	 * Whether a class is Spring's own.
	 * @param type the class
	 * @return whether it need not be asked for annotations
	 */
	public static boolean contains(Class<?> type) {
		String name = type.getName();
		return name.startsWith(FRAMEWORK) && !name.startsWith(SAMPLES);
	}

}
