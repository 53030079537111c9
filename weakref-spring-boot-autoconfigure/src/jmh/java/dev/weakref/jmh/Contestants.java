package dev.weakref.jmh;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.cache.CacheBuilder;
import com.google.common.collect.MapMaker;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.References;
import dev.weakref.collection.WeakKeyMap;
import dev.weakref.collection.WeakValueMap;

import org.springframework.util.ConcurrentReferenceHashMap.ReferenceType;
import org.springframework.util.ConcurrentReferenceHashMap;

/**
 * The maps that are measured, by name.
 */
final class Contestants {

	private static final int MIXED_SIZE = 2_000;

	private static final int MIXED_ROUNDS = 200;

	private Contestants() {
	}

	static Map<Object, Object> map(String name) {
		return switch (name) {
			case "chm" -> new ConcurrentHashMap<>();
			case "ours-weak-identity-keys" -> ours(References.WEAK_KEYS, KeyEquality.IDENTITY);
			case "ours-weak-equal-keys" -> ours(References.WEAK_KEYS, KeyEquality.EQUALS);
			case "ours-weak-values" -> ours(References.WEAK_VALUES, KeyEquality.EQUALS);
			case "ours-weak-identity-keys-and-values" -> ours(References.WEAK_KEYS_AND_VALUES, KeyEquality.IDENTITY);
			case "ours-weak-equal-keys-and-values" -> ours(References.WEAK_KEYS_AND_VALUES, KeyEquality.EQUALS);
			case "caffeine-weak-keys" -> Caffeine.newBuilder().weakKeys().build().asMap();
			case "caffeine-weak-values" -> Caffeine.newBuilder().weakValues().build().asMap();
			case "caffeine-weak-keys-and-values" -> Caffeine.newBuilder().weakKeys().weakValues().build().asMap();
			case "guava-weak-keys" -> new MapMaker().weakKeys().makeMap();
			case "guava-weak-values" -> new MapMaker().weakValues().makeMap();
			case "guava-weak-keys-and-values" -> new MapMaker().weakKeys().weakValues().makeMap();
			case "guava-cache-weak-keys" -> CacheBuilder.newBuilder().weakKeys().build().asMap();
			case "spring-reference-map" -> new ConcurrentReferenceHashMap<>(16, ReferenceType.WEAK);
			case "synchronized-weak-hash-map" -> Collections.synchronizedMap(new WeakHashMap<>());
			default -> throw new IllegalArgumentException(name);
		};
	}

	/**
	 * Run all of our modes until they are compiled, so that type profiles are as mixed as
	 * in an application that uses several.
	 */
	static long mixProfiles() {
		long found = 0;
		for (References references : References.values()) {
			for (KeyEquality equality : KeyEquality.values()) {
				found += exercise(ours(references, equality));
			}
		}
		return found;
	}

	private static long exercise(Map<Object, Object> map) {
		Object[] keys = new Object[MIXED_SIZE];
		Object[] values = new Object[MIXED_SIZE];
		for (int i = 0; i < MIXED_SIZE; i++) {
			keys[i] = (i % 2 == 0) ? "key" + i : new Object();
			values[i] = new Object();
			map.put(keys[i], values[i]);
		}
		long found = 0;
		for (int round = 0; round < MIXED_ROUNDS; round++) {
			for (int i = 0; i < MIXED_SIZE; i++) {
				found += (map.get(keys[i]) == values[i]) ? 1 : 0;
				found += (map.get(values[i]) == null) ? 1 : 0;
				found += (map.computeIfAbsent(keys[i], (key) -> "new") != null) ? 1 : 0;
			}
		}
		for (int i = 0; i < MIXED_SIZE; i++) {
			found += (map.remove(keys[i]) == values[i]) ? 1 : 0;
		}
		return found;
	}

	private static Map<Object, Object> ours(References references, KeyEquality equality) {
		return switch (references) {
			case WEAK_KEYS ->
				(equality == KeyEquality.IDENTITY) ? WeakKeyMap.identity() : WeakKeyMap.equality();
			case WEAK_VALUES ->
				(equality == KeyEquality.IDENTITY) ? WeakValueMap.identity() : WeakValueMap.equality();
			default -> ReferenceMap.builder(references, equality).build();
		};
	}

}
