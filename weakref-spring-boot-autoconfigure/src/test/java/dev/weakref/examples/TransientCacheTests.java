package dev.weakref.examples;

import dev.weakref.collection.WeakValueMap;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Asking whether something is there does not keep it there.
 */
class TransientCacheTests {

	private final WeakValueMap<String, StringBuilder> cache = WeakValueMap.equality();

	@Test
	void askingWhetherAnEntryExistsDoesNotKeepIt() {
		StringBuilder held = new StringBuilder("held");
		this.cache.put("held", held);
		this.cache.put("transient", new StringBuilder("transient"));
		GarbageCollector.awaitUntil("the entry is gone although it is asked for all the time",
				() -> !this.cache.containsKey("transient"));
		assertThat(this.cache.get("transient")).isNull();
		assertThat(this.cache.containsKey("held")).isTrue();
		assertThat(this.cache.get("held")).isSameAs(held);
	}

}
