package dev.weakref.boot.autoconfigure.diagnostics;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.weakref.boot.autoconfigure.CacheNames;
import dev.weakref.boot.autoconfigure.PropertiesBinder;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/**
 * Keys under {@code weakref} that do not exist.
 *
 * @param properties the keys with their places
 */
record UnknownKeys(Collection<ConfigurationProperty> properties) {

	/**
	 * Returns those of all sources, also of environment variables and system properties,
	 * where an unknown key is no fault.
	 */
	static UnknownKeys in(Environment environment) {
		try {
			PropertiesBinder.bind(environment, new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
		}
		catch (BindException ex) {
			if (ex.getCause() instanceof UnboundConfigurationPropertiesException unbound) {
				return new UnknownKeys(unbound.getUnboundProperties());
			}
		}
		return new UnknownKeys(List.of());
	}

	boolean isEmpty() {
		return this.properties.isEmpty();
	}

	/**
	 * Returns a line for each key with its place.
	 */
	String describe() {
		return lines(UnknownKeys::describe);
	}

	/**
	 * Returns a line for each key that says what to write instead.
	 */
	String remedy() {
		return lines((property) -> KnownKeys.remedy(written(property.getName())));
	}

	private String lines(Function<ConfigurationProperty, String> line) {
		return this.properties.stream().map(line).collect(Collectors.joining(System.lineSeparator()));
	}

	/**
	 * Describes a key. A known key is left over only if its value is empty.
	 */
	private static String describe(ConfigurationProperty property) {
		String key = written(property.getName());
		return (KnownKeys.isKnown(key) ? "There is no value in the configuration key "
				: "There is no such configuration key: ") + key + " (set in " + property.getOrigin() + ").";
	}

	/**
	 * Returns the key with the name of a cache, and what may be below it, as it is
	 * written: elsewhere Spring shows all names in lower case.
	 */
	static String written(ConfigurationPropertyName name) {
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

}
