package dev.weakref.boot.autoconfigure;

import java.time.Duration;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/**
 * Logs durations that are written without a unit and are shorter than a second, since
 * Spring reads them as milliseconds.
 */
final class UnitlessDurations extends AbstractBindHandler {

	private static final Logger logger = LoggerFactory.getLogger(UnitlessDurations.class);

	private static final Pattern NUMBER = Pattern.compile("\\+?\\d+");

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final Environment environment;

	UnitlessDurations(Environment environment) {
		this.environment = environment;
	}

	@Override
	public @Nullable Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			Object result) {
		ConfigurationProperty property = context.getConfigurationProperty();
		if (property != null && result instanceof Duration duration) {
			check(property.getName().toString(), duration);
		}
		return super.onSuccess(name, target, context, result);
	}

	/**
	 * Logs a warning if the value has no unit and is short.
	 * @param key the whole key
	 * @param duration the duration that its value was read as
	 */
	private void check(String key, Duration duration) {
		PropertyText property = new PropertyText(this.environment, key);
		String value = property.resolvedValue();
		if (duration.compareTo(SECOND) < 0 && duration.toMillis() > 0 && NUMBER.matcher(value).matches()) {
			logger.warn(
					"The property {} is '{}'{}, which has no unit, so that it means {} milliseconds. Write {}ms if "
							+ "that is meant, or another unit, such as {}s or {}m",
					key, value, property.place(), value, value, value, value);
		}
	}

}
