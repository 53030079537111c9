package dev.weakref.autoconfigure;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
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
			return unknown(unbound, cause);
		}
		String key = written(cause.getName());
		PropertyText property = new PropertyText(this.environment, key);
		Class<?> type = cause.getTarget().getType().resolve(Object.class);
		if (!property.isSet()) {
			return null;
		}
		if (property.contains("${")) {
			return new FailureAnalysis(property.describe("", "the placeholder in it has no value"),
					"Set the property that it names, or give a default after a colon, as in ${name:default}.", cause);
		}
		return new FailureAnalysis(property.describe("", reason(type)), remedy(key, type), cause);
	}

	private FailureAnalysis unknown(UnboundConfigurationPropertiesException unbound, BindException cause) {
		return new FailureAnalysis(lines(unbound, WeakRefBindFailureAnalyzer::describe),
				lines(unbound, (property) -> KnownKeys.remedy(written(property.getName()))), cause);
	}

	/**
	 * A key that is known is left over only if its value is empty.
	 */
	private static String describe(ConfigurationProperty property) {
		String key = written(property.getName());
		return (KnownKeys.isKnown(key) ? "There is no value in the configuration key "
				: "There is no such configuration key: ") + key + " (set in " + property.getOrigin() + ").";
	}

	/**
	 * The key with the name of a cache, and what may be below it, as it is written:
	 * elsewhere Spring shows all names in lower case.
	 */
	private static String written(ConfigurationPropertyName name) {
		if (!CacheNames.CACHES.isAncestorOf(name) || KnownKeys.isKnown(name.toString())) {
			return name.toString();
		}
		StringBuilder key = new StringBuilder(CacheNames.CACHES.toString());
		for (int i = CacheNames.CACHES.getNumberOfElements(); i < name.getNumberOfElements(); i++) {
			String element = name.getElement(i, Form.ORIGINAL);
			key.append(name.chop(i + 1).isLastElementIndexed() ? "[" + element + "]" : "." + element);
		}
		return key.toString();
	}

	private static String lines(UnboundConfigurationPropertiesException unbound,
			Function<ConfigurationProperty, String> line) {
		return unbound.getUnboundProperties().stream().map(line).collect(Collectors.joining(System.lineSeparator()));
	}

	private static String reason(Class<?> type) {
		if (type.isEnum()) {
			return "that is none of its values";
		}
		if (type == Class.class) {
			return "there is no class of that name on the class path";
		}
		if (isSection(type)) {
			return "it has keys below it rather than a value";
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
