package dev.weakref.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.Environment;

/**
 * How failure texts speak of a property: its name, its value, and where that was set.
 *
 * @param environment where properties come from
 * @param name the name of the property
 */
record PropertyText(Environment environment, String name) {

	/**
	 * Say what is wrong with the property.
	 * @param value its value, or {@code null} if that does not matter
	 * @param reason what is wrong, as a clause
	 * @return one or more sentences
	 */
	String describe(@Nullable Object value, String reason) {
		StringBuilder text = new StringBuilder("The property ").append(this.name);
		if (value != null) {
			text.append(" is ").append(format(value));
		}
		String origin = origin();
		if (origin != null) {
			text.append((value != null) ? " (set in " : " (").append(origin).append(')');
		}
		return text.append((value != null) ? ", but " : " cannot be used: ").append(reason).append('.').toString();
	}

	/**
	 * Whether the property itself is set anywhere.
	 */
	boolean isSet() {
		return find() != null;
	}

	/**
	 * Whether that is what it is set to, an empty text standing for an object.
	 */
	boolean hasValue(@Nullable Object value) {
		ConfigurationProperty property = find();
		if (property == null || value == null || "".equals(property.getValue())) {
			return property != null;
		}
		return Binder.get(this.environment).bind(this.name, value.getClass()).map(value::equals).orElse(false);
	}

	/**
	 * The key of a cache, with its name in brackets if it has to be.
	 */
	static String cacheKey(String cacheName) {
		return "weakref.caches" + (cacheName.matches("[\\w-]+") ? "." + cacheName : "[" + cacheName + "]");
	}

	private @Nullable String origin() {
		ConfigurationProperty property = find();
		return (property != null && property.getOrigin() != null) ? property.getOrigin().toString() : null;
	}

	private @Nullable ConfigurationProperty find() {
		ConfigurationPropertyName name = ConfigurationPropertyName.adapt(this.name, '.');
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			ConfigurationProperty property = source.getConfigurationProperty(name);
			if (property != null) {
				return property;
			}
		}
		return null;
	}

	static String format(@Nullable Object value) {
		return (value instanceof Duration duration) ? DurationStyle.SIMPLE.print(duration) : "'" + value + "'";
	}

}
