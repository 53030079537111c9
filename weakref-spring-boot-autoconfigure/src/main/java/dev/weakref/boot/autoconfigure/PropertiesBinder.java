package dev.weakref.boot.autoconfigure;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import dev.weakref.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.Environment;

/**
 * Binds the properties. For Spring, the text of a block {@code backing}, which is empty,
 * {@code true} or {@code false}, is a value that hides all keys below the block. If any
 * source has such a key, {@code true} and {@code false} count here as the key
 * {@code enabled}, and an empty text sets nothing.
 *
 * @hidden
 */
@Internal
public final class PropertiesBinder {

	private static final ConfigurationPropertyName DEFAULTS = ConfigurationPropertyName.of("weakref.cache-defaults");

	/** Those of {@link WeakRefProperties.Backing}. */
	static final List<String> KEYS = List.of("enabled", "cache-manager", "cache", "invalidation", "max-staleness",
			"when-lost", "serve-local-for", "when-down");

	private final Environment environment;

	private final List<ConfigurationPropertySource> sources;

	private PropertiesBinder(Environment environment) {
		this.environment = environment;
		this.sources = StreamSupport.stream(ConfigurationPropertySources.get(environment).spliterator(), false)
			.toList();
	}

	/**
	 * Binds the properties.
	 * @param environment the environment
	 * @param handler the handler, which decides how strictly
	 * @return the properties
	 */
	public static WeakRefProperties bind(Environment environment, BindHandler handler) {
		PropertiesBinder binder = new PropertiesBinder(environment);
		return new Binder(binder.sources.stream().flatMap(binder::withKeysForTexts).toList(),
				new PropertySourcesPlaceholdersResolver(environment))
			.bindOrCreate("weakref", Bindable.of(WeakRefProperties.class), handler);
	}

	/**
	 * Returns a source, followed by the keys that replace the texts of its blocks.
	 */
	private Stream<ConfigurationPropertySource> withKeysForTexts(ConfigurationPropertySource source) {
		Set<ConfigurationPropertyName> blocks = new HashSet<>();
		MapConfigurationPropertySource keys = new MapConfigurationPropertySource();
		if (source instanceof IterableConfigurationPropertySource names) {
			names.stream().filter((name) -> isBacking(name) && hasKeys(name)).forEach((name) -> {
				String text = text(source.getConfigurationProperty(name));
				if (text.equals("true") || text.equals("false")) {
					blocks.add(name);
					keys.put(name.append("enabled"), text);
				}
				else if (text.isEmpty()) {
					blocks.add(name);
					// Only this source may have the name of the cache as it is written
					keys.put(name.getParent(), "");
				}
			});
		}
		return (blocks.isEmpty()) ? Stream.of(source) : Stream.of(source.filter(Predicate.not(blocks::contains)), keys);
	}

	private static boolean isBacking(ConfigurationPropertyName name) {
		return (DEFAULTS.isParentOf(name) || CacheNames.CACHES.isAncestorOf(name)
				&& name.getNumberOfElements() == CacheNames.CACHES.getNumberOfElements() + 2)
				&& name.getLastElement(Form.UNIFORM).equals("backing");
	}

	private boolean hasKeys(ConfigurationPropertyName block) {
		return KEYS.stream()
			.map(block::append)
			.anyMatch(
					(key) -> this.sources.stream().anyMatch((source) -> source.getConfigurationProperty(key) != null));
	}

	private String text(@Nullable ConfigurationProperty property) {
		return (property != null) ? this.environment.resolvePlaceholders(property.getValue().toString()) : "";
	}

}
