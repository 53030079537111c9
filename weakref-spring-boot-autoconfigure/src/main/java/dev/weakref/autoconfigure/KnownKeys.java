package dev.weakref.autoconfigure;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys under {@code weakref}, to find the one that was meant.
 */
final class KnownKeys {

	private static final List<String> CACHE = List.of("key-type", "value-type", "references", "key-equality",
			"retain.enabled", "retain.maximum-size", "retain.expire-after-access", "expire-after-write");

	private static final List<String> CALLBACKS = List.of("executor", "slow-threshold", "lasting-objects");

	private static final List<String> FINALIZERS = List.of("run-on-close", "close-timeout");

	private static final List<String> SECTIONS = List.of("cache-defaults", "caches", "callbacks", "finalizers");

	/** A section, the name of a cache where the section has names, and the rest. */
	private static final Pattern KEY = Pattern
		.compile("weakref\\.([^.\\[]+)((?<=caches)(?:\\.[^.\\[]+|\\[[^]]+]))?\\.?(.*)");

	private KnownKeys() {
	}

	/**
	 * What to write instead of a key that does not exist.
	 * @param key the whole key
	 * @return a sentence in the imperative
	 */
	static String remedy(String key) {
		Matcher parts = KEY.matcher(key);
		if (!parts.matches()) {
			return "Remove " + key + ".";
		}
		String section = parts.group(1);
		if (!SECTIONS.contains(section)) {
			return remedy(key, "weakref.", section, SECTIONS, key.substring(key.indexOf(section) + section.length()));
		}
		String prefix = key.substring(0, parts.start(3));
		return remedy(key, prefix, parts.group(3), known(section), "");
	}

	private static List<String> known(String section) {
		return switch (section) {
			case "callbacks" -> CALLBACKS;
			case "finalizers" -> FINALIZERS;
			default -> CACHE;
		};
	}

	private static String remedy(String key, String prefix, String wrong, List<String> known, String rest) {
		String nearest = known.stream().min(Comparator.comparingInt((right) -> distance(wrong, right))).orElseThrow();
		if (distance(wrong, nearest) <= Math.max(2, nearest.length() / 3)) {
			return "Write " + prefix + nearest + rest + " instead of " + key + ".";
		}
		return "Remove " + key + ": after '" + prefix + "' there can be " + String.join(", ", known) + ".";
	}

	/**
	 * The number of characters to insert, remove or replace (Levenshtein's distance).
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
