package dev.weakref.boot.autoconfigure.diagnostics;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.weakref.boot.autoconfigure.CacheNames;
import dev.weakref.boot.autoconfigure.WeakRefProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.Name;

/**
 * The keys under {@code weakref}, and the remedies for keys that do not exist.
 */
final class KnownKeys {

	/** A section, the name of a cache where the section has names, and the rest. */
	private static final Pattern KEY = Pattern
		.compile("weakref\\.([^.\\[]+)((?<=caches)(?:\\.[^.\\[]+|\\[[^]]+]))?\\.?(.*)");

	private static final Pattern LIST_ITEM = Pattern.compile("weakref\\.caches\\[\\d+].*");

	private static final Pattern ITEM = Pattern.compile("(.+)\\[\\d+]");

	private static final Pattern BELOW_TRACK = Pattern.compile("weakref\\.beans\\.track[.\\[].+");

	private static final String BY_NAME = "each cache by its name, followed by a colon, "
			+ "with its settings below, such as weakref.caches.images.references.";

	private KnownKeys() {
	}

	/**
	 * Returns the keys of each section, after the name where the section has names.
	 */
	static Map<String, List<String>> sections() {
		Map<String, List<String>> sections = new TreeMap<>();
		for (Field section : fields(WeakRefProperties.class)) {
			Class<?> type = (section.getType() == Map.class) ? WeakRefProperties.CacheProperties.class
					: section.getType();
			sections.put(name(section), keys(type, "").toList());
		}
		return sections;
	}

	private static Stream<String> keys(Class<?> type, String prefix) {
		return fields(type).stream()
			.flatMap((field) -> field.getType().isRecord() ? keys(field.getType(), prefix + name(field) + ".")
					: Stream.of(prefix + name(field)));
	}

	private static List<Field> fields(Class<?> type) {
		return Arrays.stream(type.getDeclaredFields())
			.filter((field) -> !Modifier.isStatic(field.getModifiers()))
			.toList();
	}

	private static String name(Field field) {
		Name name = field.getAnnotation(Name.class);
		return (name != null) ? name.value() : DataObjectPropertyName.toDashedForm(field.getName());
	}

	/**
	 * Returns whether there is such a key.
	 * @param key the whole key
	 * @return whether it can be set
	 */
	static boolean isKnown(String key) {
		Matcher parts = KEY.matcher(key);
		return parts.matches() && sections().getOrDefault(parts.group(1), List.of()).contains(parts.group(3));
	}

	/**
	 * Returns whether the key is below an item of what should be a map of caches.
	 * @param key the whole key
	 * @return whether there is a list
	 */
	static boolean isListItem(String key) {
		return LIST_ITEM.matcher(key).matches();
	}

	/**
	 * Returns the remedy for a key that does not exist or is empty.
	 * @param key the whole key
	 * @return a sentence in the imperative
	 */
	static String remedy(String key) {
		if (isKnown(key)) {
			return "Give " + key + " a value, or remove it.";
		}
		if (isListItem(key)) {
			return "Write no list of caches but " + BY_NAME;
		}
		if (BELOW_TRACK.matcher(key).matches()) {
			return "Write a list of packages, types and scopes in weakref.beans.track, "
					+ "such as com.example.orders or scope:session, with nothing below them.";
		}
		String ofCache = nameThatIsAKey(key);
		if (ofCache != null) {
			return defaultsRemedy(key, ofCache);
		}
		Matcher item = ITEM.matcher(key);
		if (item.matches() && isKnown(item.group(1))) {
			return "Write one value for " + item.group(1) + " instead of a list.";
		}
		Matcher parts = KEY.matcher(key);
		if (!parts.matches()) {
			return "Remove " + key + ".";
		}
		List<String> known = sections().get(parts.group(1));
		if (known == null) {
			return sectionOf(parts.group(3))
				.map((section) -> "Write weakref." + section + "." + parts.group(3) + " instead of " + key + ".")
				.orElseGet(() -> remedy(key, "weakref.", parts.group(1), sections().keySet(),
						key.substring(parts.end(1))));
		}
		String prefix = key.substring(0, parts.start(3));
		if (parts.group(2) != null) {
			for (String right : known) {
				if (parts.group(3).endsWith("." + right)) {
					String name = key.substring(parts.start(2) + 1, key.length() - right.length() - 1);
					return "If '" + name + "' is the name of a cache, write " + CacheNames.key(name) + "." + right
							+ " instead of " + key + ". " + CacheNames.inYaml(name) + ".";
				}
			}
		}
		return remedy(key, prefix, parts.group(3), known, "");
	}

	private static String remedy(String key, String prefix, String wrong, Collection<String> known, String rest) {
		String nearest = known.stream().min(Comparator.comparingInt((right) -> difference(wrong, right))).orElseThrow();
		if (difference(wrong, nearest) <= Math.max(2, nearest.length() / 3)) {
			return "Write " + prefix + nearest + rest + " instead of " + key + ".";
		}
		return "Remove " + key + ": " + choice(prefix, known);
	}

	/**
	 * Returns the remedy for a value where there must be keys.
	 * @param section the whole key that has the value
	 * @return a sentence in the imperative
	 */
	static String sectionRemedy(String section) {
		String ofCache = nameThatIsAKey(section);
		if (ofCache != null) {
			return defaultsRemedy(section, ofCache);
		}
		return section.equals(CacheNames.CACHES.toString()) ? "Write " + BY_NAME
				: "Write keys below it, each with its value: " + choice(section + ".", keysBelow(section));
	}

	/**
	 * Returns the setting of a cache that a key names directly below
	 * {@code weakref.caches}, without the name of a cache, or {@code null}.
	 */
	private static @Nullable String nameThatIsAKey(String key) {
		String prefix = CacheNames.CACHES + ".";
		String rest = key.startsWith(prefix) ? key.substring(prefix.length()) : "";
		return keys(WeakRefProperties.CacheProperties.class, "").anyMatch(rest::equals) ? rest : null;
	}

	private static String defaultsRemedy(String key, String ofCache) {
		return "Instead of " + key + " write weakref.cache-defaults." + ofCache
				+ " for all caches, or the name of one cache before it, such as weakref.caches.images." + ofCache + ".";
	}

	private static Collection<String> keysBelow(String section) {
		Matcher parts = KEY.matcher(section);
		if (!parts.matches()) {
			return sections().keySet();
		}
		String prefix = parts.group(3).isEmpty() ? "" : parts.group(3) + ".";
		return sections().getOrDefault(parts.group(1), List.of())
			.stream()
			.filter((key) -> key.startsWith(prefix))
			.map((key) -> key.substring(prefix.length()))
			.toList();
	}

	/**
	 * Returns the only section that has a key, if there is one.
	 */
	private static Optional<String> sectionOf(String key) {
		List<String> sections = sections().entrySet()
			.stream()
			.filter((section) -> section.getValue().contains(key))
			.map(Map.Entry::getKey)
			.toList();
		return (sections.size() == 1) ? Optional.of(sections.get(0)) : Optional.empty();
	}

	private static String choice(String prefix, Collection<String> known) {
		return "after '" + prefix + "' there can be " + String.join(", ", known) + ".";
	}

	/**
	 * Returns how much a key differs from another one. A key that is written at the wrong
	 * level does not differ.
	 */
	private static int difference(String wrong, String right) {
		return right.endsWith("." + wrong) ? 0 : distance(wrong, right);
	}

	/**
	 * Returns the number of characters to insert, remove or replace (Levenshtein's
	 * distance).
	 */
	private static int distance(String from, String to) {
		int[] previous = new int[to.length() + 1];
		for (int j = 0; j <= to.length(); j++) {
			previous[j] = j;
		}
		for (int i = 1; i <= from.length(); i++) {
			int[] current = new int[to.length() + 1];
			current[0] = i;
			for (int j = 1; j <= to.length(); j++) {
				int replaced = previous[j - 1] + ((from.charAt(i - 1) != to.charAt(j - 1)) ? 1 : 0);
				current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
			}
			previous = current;
		}
		return previous[to.length()];
	}

}
