package dev.weakref.boot.autoconfigure.diagnostics;

import java.util.List;
import java.util.stream.Stream;

import dev.weakref.boot.autoconfigure.CacheNames;
import dev.weakref.boot.autoconfigure.PropertyText;
import dev.weakref.cache.CacheConfigurationException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/**
 * Explains a {@link CacheConfigurationException} in terms of the properties that set the
 * cache up, where properties did so.
 */
final class CacheConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<CacheConfigurationException> {

	private final Environment environment;

	CacheConfigurationFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, CacheConfigurationException cause) {
		return new FailureAnalysis("The weak cache '" + cause.cacheName() + "' could not be made. " + describe(cause),
				cause.remedy() + ".", cause);
	}

	private String describe(CacheConfigurationException cause) {
		PropertyText key = key(cause.cacheName(), cause.property());
		if (key != null && key.hasValue(cause.value())) {
			return key.describe(cause.value(), cause.reason());
		}
		PropertyText keyBelow = Stream.of("enabled", "maximum-size", "expire-after-access")
			.map((below) -> key(cause.cacheName(), cause.property() + "." + below))
			.flatMap(Stream::ofNullable)
			.findFirst()
			.orElse(null);
		if (keyBelow != null) {
			return keyBelow.describe(null, cause.reason());
		}
		Object value = (cause.value() instanceof Class<?> type) ? type.getName() : cause.value();
		return "Code set its " + cause.property() + " to " + value + ", but " + cause.reason() + ".";
	}

	/**
	 * The key of the cache, or else of the defaults, whichever is set.
	 */
	private @Nullable PropertyText key(String cacheName, String property) {
		return List.of(new CacheNames(this.environment).writtenKey(cacheName), "weakref.cache-defaults")
			.stream()
			.map((prefix) -> new PropertyText(this.environment, prefix + "." + property))
			.filter(PropertyText::isSet)
			.findFirst()
			.orElse(null);
	}

}
