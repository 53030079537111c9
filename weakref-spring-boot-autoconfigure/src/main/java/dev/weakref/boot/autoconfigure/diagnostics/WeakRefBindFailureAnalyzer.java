package dev.weakref.boot.autoconfigure.diagnostics;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import dev.weakref.boot.autoconfigure.PropertyText;
import dev.weakref.boot.autoconfigure.WeakRefProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Explains a key under {@code weakref} that does not exist or has a value of the wrong
 * kind. Comes before Boot's own analyzers, which cannot say what to write instead.
 */
final class WeakRefBindFailureAnalyzer extends AbstractFailureAnalyzer<BindException> implements Ordered {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("weakref");

	private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?\\d+");

	private static final Pattern DURATION = Pattern.compile("[+-]?\\d+(ns|us|ms|s|m|h|d)?");

	private final Environment environment;

	WeakRefBindFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
		if (!PREFIX.equals(cause.getName()) && !PREFIX.isAncestorOf(cause.getName())) {
			return null;
		}
		if (cause.getCause() instanceof UnboundConfigurationPropertiesException unbound) {
			UnknownKeys keys = new UnknownKeys(unbound.getUnboundProperties());
			return new FailureAnalysis(keys.describe(), keys.remedy(), cause);
		}
		String key = UnknownKeys.written(cause.getName());
		PropertyText property = new PropertyText(this.environment, key);
		Class<?> type = cause.getTarget().getType().resolve(Object.class);
		if (!property.isSet()) {
			return null;
		}
		if (property.contains("${")) {
			return new FailureAnalysis(property.describe("", "the placeholder in it has no value"),
					"Set the property that it names, or give a default after a colon, as in ${name:default}.", cause);
		}
		return new FailureAnalysis(property.describe("", reason(type, cause, property.resolvedValue())),
				remedy(key, type), cause);
	}

	/**
	 * Returns the reason as far as it is known: from what failed, and from the value.
	 */
	private static String reason(Class<?> type, BindException cause, String value) {
		if (isSection(type)) {
			return "it has keys below it rather than a value";
		}
		if (type.isEnum()) {
			return "that is none of its values";
		}
		for (Throwable failure = cause; failure != null; failure = failure.getCause()) {
			if (failure instanceof LinkageError) {
				return "that class cannot be loaded: " + failure;
			}
			if (failure instanceof ClassNotFoundException) {
				return "there is no class of that name on the class path";
			}
		}
		if (type == Long.class && WHOLE_NUMBER.matcher(value).matches()) {
			return value.startsWith("-") ? "the number must be positive"
					: "that is more than " + Long.MAX_VALUE + ", the largest number";
		}
		if (type == Duration.class && DURATION.matcher(value).matches()) {
			return "that is longer than the longest duration";
		}
		return (type == Duration.class) ? "that is not a duration"
				: "that is not a value of type " + type.getSimpleName();
	}

	private static String remedy(String key, Class<?> type) {
		if (KnownKeys.isListItem(key)) {
			return KnownKeys.remedy(key);
		}
		return isSection(type) ? KnownKeys.sectionRemedy(key) : remedy(type) + ".";
	}

	private static String remedy(Class<?> type) {
		if (type.isEnum()) {
			return "Write one of " + values(type);
		}
		if (type == Class.class) {
			return "Write the full name of the class, such as java.lang.String, with a dollar sign before the name of "
					+ "a nested one and without type parameters, or leave the property out";
		}
		if (type == Duration.class) {
			return "Write a number with a unit, such as 500ms, 30s, 5m or 1h";
		}
		if (type == Boolean.class || type == boolean.class) {
			return "Write true or false";
		}
		return (Number.class.isAssignableFrom(type)) ? "Write a whole number" : "Write a " + type.getSimpleName();
	}

	private static boolean isSection(Class<?> type) {
		return type == Map.class || type == WeakRefProperties.class
				|| type.getEnclosingClass() == WeakRefProperties.class;
	}

	private static List<String> values(Class<?> type) {
		return Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
	}

}
