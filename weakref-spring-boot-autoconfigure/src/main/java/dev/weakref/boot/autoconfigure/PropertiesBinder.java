package dev.weakref.boot.autoconfigure;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.Environment;

/**
 * Binds the properties. An empty block {@code backing} is a value for Spring, which hides
 * the keys below it in all other sources. Here it gives way to them.
 *
 * @hidden
 */
@Internal
public final class PropertiesBinder {

	private static final ConfigurationPropertyName DEFAULTS = ConfigurationPropertyName.of("weakref.cache-defaults");

	private PropertiesBinder() {
	}

	/**
	 * Binds the properties.
	 * @param environment the environment
	 * @param handler the handler, which decides how strictly
	 * @return the properties
	 */
	public static WeakRefProperties bind(Environment environment, BindHandler handler) {
		List<ConfigurationPropertySource> sources = StreamSupport
			.stream(ConfigurationPropertySources.get(environment).spliterator(), false)
			.toList();
		Set<ConfigurationPropertyName> extended = sources.stream()
			.flatMap(PropertiesBinder::emptyBackings)
			.filter((name) -> sources.stream()
				.anyMatch((source) -> source.containsDescendantOf(name) == ConfigurationPropertyState.PRESENT))
			.collect(Collectors.toSet());
		return new Binder((extended.isEmpty()) ? sources : withKeys(extended, sources),
				new PropertySourcesPlaceholdersResolver(environment))
			.bindOrCreate("weakref", Bindable.of(WeakRefProperties.class), handler);
	}

	/**
	 * Replaces the text of blocks by {@code enabled}, which any source can override.
	 */
	private static List<ConfigurationPropertySource> withKeys(Set<ConfigurationPropertyName> blocks,
			List<ConfigurationPropertySource> sources) {
		MapConfigurationPropertySource enabled = new MapConfigurationPropertySource();
		blocks.forEach((block) -> enabled.put(block.append("enabled"), true));
		return Stream
			.concat(sources.stream().map((source) -> source.filter(Predicate.not(blocks::contains))),
					Stream.of(enabled))
			.toList();
	}

	/**
	 * Returns the names of the backings that a source sets to no more than that they are
	 * there.
	 */
	private static Stream<ConfigurationPropertyName> emptyBackings(ConfigurationPropertySource source) {
		return (source instanceof IterableConfigurationPropertySource keys)
				? keys.stream().filter((name) -> isBacking(name) && isEmpty(source.getConfigurationProperty(name)))
				: Stream.empty();
	}

	private static boolean isBacking(ConfigurationPropertyName name) {
		return name.getNumberOfElements() > 2 && name.getLastElement(Form.UNIFORM).equals("backing")
				&& (DEFAULTS.isParentOf(name) || CacheNames.CACHES.isParentOf(name.getParent()));
	}

	private static boolean isEmpty(@Nullable ConfigurationProperty property) {
		return property != null && (property.getValue().equals("") || property.getValue().toString().equals("true"));
	}

}
