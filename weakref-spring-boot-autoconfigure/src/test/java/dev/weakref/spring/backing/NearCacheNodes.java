package dev.weakref.spring.backing;

import java.util.function.Consumer;
import java.util.function.Function;

import dev.weakref.cache.BackingSpec;
import dev.weakref.cache.WeakCacheBuilder;
import dev.weakref.cache.WeakCaches;

/**
 * Two nodes, each with a cache in front of the same engine.
 */
interface NearCacheNodes {

	Document V1 = new Document("1");

	Document V2 = new Document("2");

	Function<String, Document> NOT_CALLED = (key) -> {
		throw new AssertionError("The loader must not be called for " + key);
	};

	/**
	 * Returns a cache of one of the two nodes.
	 */
	default NearCache node(int node) {
		return node(node, (spec) -> {
		});
	}

	default NearCache node(int node, Consumer<BackingSpec> spec) {
		return node(node, spec, (settings) -> {
		});
	}

	NearCache node(int node, Consumer<BackingSpec> spec, Consumer<WeakCacheBuilder<Object, Object>> settings);

	/**
	 * Returns the caches to which the cache of the node belongs.
	 */
	WeakCaches caches(NearCache node);

	/** Whether the engine shows stored bytes. */
	boolean showsBytes();

	/**
	 * Stores a value on one node, and waits until both know.
	 */
	default void put(NearCache node, NearCache other, String key, Document value) {
		node.cache().put(key, value);
		node.awaitReports(key, 1);
		other.awaitReports(key, 1);
	}

	/** So that a frame of the test does not hold the value. */
	default Document copy(Document value) {
		return new Document(value.text());
	}

}
