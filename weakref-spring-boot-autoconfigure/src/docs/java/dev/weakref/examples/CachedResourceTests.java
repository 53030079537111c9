package dev.weakref.examples;

import java.util.HashMap;
import java.util.Map;

import dev.weakref.collection.WeakValueMap;
import dev.weakref.testsupport.GarbageCollector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A cache that cleans itself: what was retrieved stays for as long as it is held, and
 * asking whether something is there does not keep it there.
 */
class CachedResourceTests {

	// tag::cache[]
	private final WeakValueMap<String, Map<String, String>> settings = WeakValueMap.equality();

	@Nullable Map<String, String> find(String user) {
		return this.settings.get(user); // from now on the caller holds it
	}

	boolean exists(String user) {
		return this.settings.containsKey(user); // and does not hold it
	}
	// end::cache[]

	private Map<String, String> retrieved;

	@Test
	void aResourceStaysForAsLongAsItIsHeld() {
		this.settings.put("Bob", new HashMap<>(Map.of("theme", "dark")));
		this.settings.put("Ada", new HashMap<>());
		this.retrieved = find("Ada");
		GarbageCollector.awaitUntil("one is gone although it is asked for all the time", () -> !exists("Bob"));
		assertThat(find("Bob")).isNull();
		assertThat(exists("Ada")).isTrue();
		assertThat(find("Ada")).isSameAs(this.retrieved);
		assertThat(this.settings.size()).isEqualTo(1);
		this.retrieved = null;
		GarbageCollector.awaitUntil("the other one is gone too", this.settings::isEmpty);
	}

}
