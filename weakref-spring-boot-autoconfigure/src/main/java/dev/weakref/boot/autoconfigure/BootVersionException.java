package dev.weakref.boot.autoconfigure;

/**
 * The version of Spring Boot on the class path is too old.
 */
public class BootVersionException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final String version;

	BootVersionException(String version) {
		super("weakref for Spring Boot needs Spring Boot " + BootVersionCheck.REQUIRED + " or later, but Spring Boot "
				+ version + " is on the class path");
		this.version = version;
	}

	/**
	 * Returns the oldest version of Spring Boot that works.
	 * @return the version
	 */
	public String requiredVersion() {
		return BootVersionCheck.REQUIRED;
	}

	/**
	 * Returns the version of Spring Boot on the class path.
	 * @return the version
	 */
	public String version() {
		return this.version;
	}

}
