package dev.weakref.boot.autoconfigure;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.weakref.Internal;
import dev.weakref.WeakRefConfigurationException;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Distinguishes the names of caches from other spellings of them.
 *
 * @param environment the environment
 * @hidden
 */
@Internal
public record CacheNames(Environment environment) {

	/** The section with the caches by name. */
	public static final ConfigurationPropertyName CACHES = ConfigurationPropertyName.of("weakref.caches");

	/** A name that needs no brackets. */
	private static final Pattern PLAIN = Pattern.compile("[\\w-]+");

	/** A key of a cache whose name needs brackets and has none. */
	private static final Pattern UNREADABLE = Pattern.compile("weakref\\.caches\\.([^.\\[]*[^\\w.\\[-][^.\\[]*).*");

	/** A key of a cache whose name has brackets in its brackets. */
	private static final Pattern BRACKETS_TWICE = Pattern.compile("weakref\\.caches\\.?\\[\\[(.+?)]].*");

	/**
	 * Returns the names of caches. {@code WEAKREF_CACHES_MYCACHE_REFERENCES} overrides a
	 * property of {@code my-cache} and declares no cache of its own, so a name that only
	 * an environment variable has is left out if another source has another spelling of
	 * it. A name in brackets has one spelling.
	 * @param bound the names as bound
	 * @return the names of caches
	 * @throws WeakRefConfigurationException if two spellings of one name remain, or a
	 * name is blank
	 */
	Collection<String> of(Collection<String> bound) {
		Map<String, String> names = new LinkedHashMap<>();
		for (String name : bound) {
			if (name.isBlank()) {
				throw new WeakRefConfigurationException(keyInBrackets(name), null, "a cache must have a name",
						"Write its name, or remove the entry");
			}
			names.merge(isInBrackets(name) ? keyInBrackets(name) : uniform(name), name, this::choose);
		}
		return names.values();
	}

	/**
	 * Returns the key of a cache, with its name in brackets if necessary.
	 */
	public static String key(String name) {
		return PLAIN.matcher(name).matches() ? CACHES + "." + name : keyInBrackets(name);
	}

	/**
	 * Returns the key of a cache as it is written: with its name in brackets if necessary
	 * or if it is set like that.
	 */
	public String writtenKey(String name) {
		return isInBrackets(name) ? keyInBrackets(name) : key(name);
	}

	/**
	 * Describes how a name in brackets is written in YAML, where brackets without quotes
	 * are a list.
	 * @return a sentence without a full stop
	 */
	public static String inYaml(String name) {
		return "In YAML a name in brackets is written in quotes: \"[" + name + "]\"";
	}

	private static String keyInBrackets(String name) {
		return CACHES + "[" + name + "]";
	}

	private String choose(String one, String other) {
		boolean oneIsWritten = isWritten(one);
		if (oneIsWritten && isWritten(other)) {
			throw new WeakRefConfigurationException(key(other), null,
					"Spring reads that name and '" + one + "' as the same one, so both mean one bean",
					"Write the name of the cache in one form only, '" + one + "' or '" + other + "'");
		}
		return (oneIsWritten) ? one : other;
	}

	private boolean isWritten(String name) {
		return anyKey((key) -> name.equals(key.getElement(CACHES.getNumberOfElements(), Form.ORIGINAL)));
	}

	private boolean isInBrackets(String name) {
		return anyKey((key) -> key.chop(CACHES.getNumberOfElements() + 1).isLastElementIndexed()
				&& name.equals(key.getElement(CACHES.getNumberOfElements(), Form.ORIGINAL)));
	}

	/**
	 * Returns whether there is such a key of a cache, other than in environment
	 * variables.
	 */
	private boolean anyKey(Predicate<ConfigurationPropertyName> predicate) {
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			if (!(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource)
					&& source instanceof IterableConfigurationPropertySource keys
					&& keys.stream().filter(CACHES::isAncestorOf).anyMatch(predicate)) {
				return true;
			}
		}
		return false;
	}

	private static String uniform(String name) {
		return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
	}

	/**
	 * Refuses names that Spring would bind as other names.
	 * @throws WeakRefConfigurationException if a name is written in a way that Spring
	 * does not read, or reads with the brackets around it
	 */
	void requireReadable() {
		if (this.environment instanceof ConfigurableEnvironment sources) {
			for (PropertySource<?> source : sources.getPropertySources()) {
				if (source instanceof EnumerablePropertySource<?> keys) {
					for (String key : keys.getPropertyNames()) {
						if (key.startsWith("weakref.caches")) {
							requireReadable(key);
						}
					}
				}
			}
		}
	}

	private static void requireReadable(String key) {
		Matcher unreadable = UNREADABLE.matcher(key);
		if (unreadable.matches()) {
			String name = unreadable.group(1);
			throw unreadable(CACHES + "." + name,
					"Spring leaves out characters of a name other than letters from a to z, digits, dashes and underscores",
					name);
		}
		Matcher twice = BRACKETS_TWICE.matcher(key);
		if (twice.matches()) {
			String name = twice.group(1);
			throw unreadable(keyInBrackets("[" + name + "]"), "the name would be '[" + name + "]', with the brackets",
					name);
		}
	}

	private static WeakRefConfigurationException unreadable(String key, String reason, String name) {
		return new WeakRefConfigurationException(key, null, reason,
				"Write " + keyInBrackets(name) + " instead of " + key + ". " + inYaml(name));
	}

}
