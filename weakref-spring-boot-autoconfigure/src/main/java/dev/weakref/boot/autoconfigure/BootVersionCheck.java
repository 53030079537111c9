package dev.weakref.boot.autoconfigure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;

/**
 * Refuses a version of Spring Boot that would silently leave out some of the
 * auto-configurations. Uses only what older versions have.
 */
final class BootVersionCheck implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

	/** The oldest version that has the modules that the auto-configurations name. */
	static final String REQUIRED = "4.1";

	private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})\\D.*");

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	/**
	 * Checks the version on the class path.
	 * @throws BootVersionException if it is too old
	 */
	@Override
	public void initialize(ConfigurableApplicationContext context) {
		check(SpringBootVersion.getVersion());
	}

	/**
	 * Checks a version; one that cannot be read passes.
	 */
	static void check(@Nullable String version) {
		Matcher parts = VERSION.matcher(String.valueOf(version) + " ");
		if (version != null && parts.matches()) {
			int major = Integer.parseInt(parts.group(1));
			if (major < 4 || (major == 4 && parts.group(2).equals("0"))) {
				throw new BootVersionException(version);
			}
		}
	}

}
