package dev.weakref.boot.autoconfigure;

import java.util.HashSet;
import java.util.Set;

import dev.weakref.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.lang.Contract;
import org.springframework.util.ClassUtils;

/**
 * Describes a property for failure texts: its name, its value, and where it was set.
 *
 * @param environment the environment
 * @param name the name of the property
 * @hidden
 */
@Internal
public record PropertyText(Environment environment, String name) {

	/**
	 * Describes the fault of the property.
	 * @param value its value, or {@code null} if it does not matter; the text shows the
	 * value as it is written
	 * @param reason the fault, as a clause
	 * @return one or more sentences
	 */
	public String describe(@Nullable Object value, String reason) {
		ConfigurationProperty property = find();
		StringBuilder text = new StringBuilder("The property ").append(this.name);
		if (value != null) {
			text.append(" is '").append(isEmpty(property) ? value : property.getValue()).append('\'');
		}
		ConfigurationProperty place = place(property);
		if (place != null && place.getOrigin() != null) {
			text.append((value != null) ? " (set in " : " (").append(place.getOrigin()).append(')');
		}
		return text.append((value != null) ? ", but " : " cannot be used: ").append(reason).append('.').toString();
	}

	/**
	 * Returns whether the property itself is set anywhere.
	 */
	public boolean isSet() {
		return find() != null;
	}

	/**
	 * Returns whether the property is set or, as a section, has properties below it.
	 */
	public boolean isSetOrHasSome() {
		return place(find()) != null;
	}

	/**
	 * Returns whether its value, with placeholders replaced, contains a text.
	 */
	public boolean contains(String text) {
		return resolvedValue().contains(text);
	}

	/**
	 * Returns its value with placeholders replaced, or an empty text if it is not set.
	 */
	public String resolvedValue() {
		ConfigurationProperty property = find();
		return (property != null) ? this.environment.resolvePlaceholders(String.valueOf(property.getValue())) : "";
	}

	/**
	 * Returns where the property is set. If the property is a section, returns where a
	 * property of the section is set.
	 * @return the place in parentheses after a space, or an empty text if it is not known
	 */
	public String place() {
		ConfigurationProperty place = place(find());
		return (place != null && place.getOrigin() != null) ? " (set in " + place.getOrigin() + ")" : "";
	}

	/**
	 * Returns whether the property has a value. An empty text is equal to any object.
	 */
	public boolean hasValue(@Nullable Object value) {
		ConfigurationProperty property = find();
		if (value == null || isEmpty(property)) {
			return property != null;
		}
		return Binder.get(this.environment)
			.bind(ConfigurationPropertyName.adapt(this.name, '.'), Bindable.of(value.getClass()))
			.map((set) -> value
				.equals((set instanceof Class<?> type) ? ClassUtils.resolvePrimitiveIfNecessary(type) : set))
			.orElse(false);
	}

	private @Nullable ConfigurationProperty find() {
		return find(this.name);
	}

	private @Nullable ConfigurationProperty place(@Nullable ConfigurationProperty property) {
		if (property != null) {
			return property;
		}
		ConfigurationProperty list = findList();
		return (list != null) ? list : findBelow();
	}

	/**
	 * Returns a property of a section, unless the section has several spellings.
	 */
	private @Nullable ConfigurationProperty findBelow() {
		ConfigurationPropertyName section = ConfigurationPropertyName.adapt(this.name, '.');
		int last = section.getNumberOfElements() - 1;
		Set<String> spellings = new HashSet<>();
		ConfigurationProperty found = null;
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			if (source instanceof IterableConfigurationPropertySource keys) {
				for (ConfigurationPropertyName key : keys) {
					if (section.isAncestorOf(key)) {
						spellings.add(key.getElement(last, Form.ORIGINAL));
						found = (found != null) ? found : source.getConfigurationProperty(key);
					}
				}
			}
		}
		return (spellings.size() == 1) ? found : null;
	}

	/**
	 * Returns the property of the whole list of which this is an element. Lists are also
	 * written in one line, with commas.
	 */
	private @Nullable ConfigurationProperty findList() {
		return this.name.endsWith("]") ? find(this.name.substring(0, this.name.lastIndexOf('['))) : null;
	}

	private @Nullable ConfigurationProperty find(String key) {
		ConfigurationPropertyName name = ConfigurationPropertyName.adapt(key, '.');
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			ConfigurationProperty property = source.getConfigurationProperty(name);
			if (property != null) {
				return property;
			}
		}
		return null;
	}

	@Contract("null -> true")
	private static boolean isEmpty(@Nullable ConfigurationProperty property) {
		return property == null || "".equals(property.getValue());
	}

}
