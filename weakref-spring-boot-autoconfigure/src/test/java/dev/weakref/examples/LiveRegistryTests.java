package dev.weakref.examples;

import java.util.HashMap;
import java.util.Map;

import dev.weakref.reaper.Reaper;
import dev.weakref.registry.WeakGroup;
import dev.weakref.registry.WeakRegistry;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A registry of live objects, equal ones being members of their own.
 */
class LiveRegistryTests {

	private final Reaper reaper = Reaper.start();

	private final WeakGroup<Map<String, Integer>> registry = new WeakRegistry(this.reaper).group("configurations");

	@AfterEach
	void close() {
		this.reaper.close();
	}

	@Test
	void onlyLiveMembersAreIteratedAndCounted() {
		Map<String, Integer> one = new HashMap<>(Map.of("port", 80));
		Map<String, Integer> equal = new HashMap<>(Map.of("port", 80));
		this.registry.register(one);
		this.registry.register(equal);
		this.registry.register(new HashMap<>(Map.of("port", 80)));
		GarbageCollector.awaitUntil("the third one is gone", () -> this.registry.liveCount() == 2);
		int met = 0;
		for (Map<String, Integer> member : this.registry) {
			assertThat(member == one || member == equal).isTrue();
			met++;
		}
		assertThat(met).isEqualTo(2);
	}

}
