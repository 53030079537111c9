package dev.weakref.boot.autoconfigure.diagnostics;

import java.util.stream.Stream;

import dev.weakref.WeakRefConfigurationException;
import dev.weakref.boot.autoconfigure.CacheNames;
import dev.weakref.boot.autoconfigure.PropertyText;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/**
 * Explains a {@link WeakRefConfigurationException} and names the place of the property.
 */
final class WeakRefConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<WeakRefConfigurationException> {

	private final Environment environment;

	WeakRefConfigurationFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, WeakRefConfigurationException cause) {
		String cacheName = cause.cacheName();
		String description = (cacheName != null)
				? "The weak cache '" + cacheName + "' could not be made. " + describe(cacheName, cause)
				: new PropertyText(this.environment, cause.property()).describe(cause.value(), cause.reason());
		return new FailureAnalysis(description, cause.remedy() + ".", cause);
	}

	private String describe(String cacheName, WeakRefConfigurationException cause) {
		PropertyText key = key(cacheName, cause.property());
		if (key != null && key.hasValue(cause.value())) {
			return key.describe(cause.value(), cause.reason());
		}
		PropertyText keyBelow = Stream.of("enabled", "maximum-size", "expire-after-access")
			.map((below) -> key(cacheName, cause.property() + "." + below))
			.flatMap(Stream::ofNullable)
			.findFirst()
			.orElse(null);
		if (keyBelow != null) {
			return keyBelow.describe(null, cause.reason());
		}
		PropertyText backing = backing(cacheName);
		if (backing != null && cause.property().startsWith("backing")) {
			return backing.describe(null, cause.reason());
		}
		Object value = (cause.value() instanceof Class<?> type) ? type.getName() : cause.value();
		return "Code set its " + cause.property() + " to " + value + ", but " + cause.reason() + ".";
	}

	/**
	 * Returns the key of the cache, or else of the defaults, whichever is set.
	 */
	private @Nullable PropertyText key(String cacheName, String property) {
		return keys(cacheName, property).filter(PropertyText::isSet).findFirst().orElse(null);
	}

	/**
	 * Returns the {@code backing} block of the cache, or else of the defaults. If the
	 * faulty setting itself is not set, the block is the place to report.
	 */
	private @Nullable PropertyText backing(String cacheName) {
		return keys(cacheName, "backing").filter(PropertyText::isSetOrHasSome).findFirst().orElse(null);
	}

	private Stream<PropertyText> keys(String cacheName, String property) {
		return Stream.of(new CacheNames(this.environment).writtenKey(cacheName), "weakref.cache-defaults")
			.map((prefix) -> new PropertyText(this.environment, prefix + "." + property));
	}

}
