package dev.weakref.examples;

import java.util.HashMap;
import java.util.Map;

import dev.weakref.collection.WeakValueMap;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A cache that cleans itself: what was retrieved stays for as long as it is held. Any
 * object will do, a plain map too.
 */
class CachedResourceTests {

	private final WeakValueMap<String, Map<String, String>> cache = WeakValueMap.equality();

	private Map<String, String> retrieved;

	@Test
	void aResourceStaysForAsLongAsItIsHeld() {
		this.cache.put("settings", new HashMap<>(Map.of("theme", "dark")));
		this.cache.put("held", this.retrieved = new HashMap<>());
		GarbageCollector.awaitUntil("only the held one is left", () -> this.cache.size() == 1);
		assertThat(this.cache.get("settings")).isNull();
		assertThat(this.cache.get("held")).isSameAs(this.retrieved);
		this.retrieved = null;
		GarbageCollector.awaitUntil("the cache is empty", this.cache::isEmpty);
	}

}
