package dev.weakref.examples;

import dev.weakref.reaper.Reaper;
import dev.weakref.registry.WeakGroup;
import dev.weakref.registry.WeakRegistry;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A registry whose keys remove themselves: it shrinks without being touched.
 */
class SelfCleaningRegistryTests {

	private final Reaper reaper = Reaper.start();

	private final WeakGroup<Object> windows = new WeakRegistry(this.reaper).group("windows");

	@AfterEach
	void close() {
		this.reaper.close();
	}

	@Test
	void theRegistryShrinksByItself() {
		Object held = new Object();
		this.windows.register(held);
		openAndForget(500);
		GarbageCollector.awaitUntil("the entries are removed", () -> this.windows.estimatedSize() == 1);
		assertThat(this.windows).containsExactly(held);
	}

	@Test
	void removingByHandLeavesNothingThatRunsLater() {
		Object window = new Object();
		this.windows.register(window);
		assertThat(this.windows.deregister(window)).isTrue();
		this.windows.register(window);
		GarbageCollector.run();
		assertThat(this.windows.contains(window)).isTrue();
		assertThat(this.windows.collected()).isZero();
	}

	private void openAndForget(int number) {
		for (int i = 0; i < number; i++) {
			this.windows.register(new Object());
		}
	}

}
