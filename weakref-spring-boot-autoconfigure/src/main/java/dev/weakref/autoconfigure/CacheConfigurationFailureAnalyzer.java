package dev.weakref.autoconfigure;

import dev.weakref.cache.CacheConfigurationException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/**
 * Explains a {@link CacheConfigurationException} in terms of the properties that set the
 * cache up.
 */
final class CacheConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<CacheConfigurationException> {

	private final Environment environment;

	CacheConfigurationFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, CacheConfigurationException cause) {
		PropertyText own = new PropertyText(this.environment,
				"weakref.caches." + cause.cacheName() + "." + cause.property());
		PropertyText inherited = new PropertyText(this.environment, "weakref.cache-defaults." + cause.property());
		PropertyText property = (!own.isSet() && inherited.isSet()) ? inherited : own;
		String description = "The weak cache '" + cause.cacheName() + "' could not be made. "
				+ property.describe(cause.value(), cause.reason());
		return new FailureAnalysis(description, cause.remedy() + ".", cause);
	}

}
