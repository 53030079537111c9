package dev.weakref.autoconfigure;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Finds the names of caches in the configuration, and tells them from mere spellings of
 * them.
 */
final class CacheNames {

	private static final ConfigurationPropertyName CACHES = ConfigurationPropertyName.of("weakref.caches");

	private CacheNames() {
	}

	/**
	 * The names without those that only an environment variable gives to a cache which
	 * has another spelling elsewhere: {@code WEAKREF_CACHES_MYCACHE_REFERENCES} overrides
	 * a property of {@code my-cache} and makes no cache of its own. They are those that
	 * the map of caches has when it is bound, but found sooner.
	 * @param environment where they come from
	 * @return the names of caches
	 * @throws WeakRefConfigurationException if two spellings of one name remain
	 */
	static Collection<String> in(Environment environment) {
		Map<String, String> names = new LinkedHashMap<>();
		for (String name : spellings(environment)) {
			names.merge(uniform(name), name, (one, other) -> choose(one, other, environment));
		}
		return names.values();
	}

	private static Set<String> spellings(Environment environment) {
		Set<String> spellings = new LinkedHashSet<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			if (source instanceof IterableConfigurationPropertySource keys) {
				for (ConfigurationPropertyName key : keys) {
					if (CACHES.isAncestorOf(key)) {
						spellings.add(name(key));
					}
				}
			}
		}
		return spellings;
	}

	private static String choose(String one, String other, Environment environment) {
		boolean oneIsWritten = isWritten(one, environment);
		if (oneIsWritten && isWritten(other, environment)) {
			throw new WeakRefConfigurationException(PropertyText.cacheKey(other), null,
					"Spring reads that name and '" + one + "' as the same one, so both mean one bean",
					"Write the name of the cache in one form only, '" + one + "' or '" + other + "'");
		}
		return (oneIsWritten) ? one : other;
	}

	private static boolean isWritten(String name, Environment environment) {
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			if (!(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource)
					&& source instanceof IterableConfigurationPropertySource names
					&& names.stream().anyMatch((key) -> isOf(name, key))) {
				return true;
			}
		}
		return false;
	}

	private static boolean isOf(String name, ConfigurationPropertyName key) {
		return CACHES.isAncestorOf(key) && name.equals(name(key));
	}

	private static String name(ConfigurationPropertyName key) {
		return key.getElement(CACHES.getNumberOfElements(), Form.ORIGINAL);
	}

	private static String uniform(String name) {
		return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
	}

}
