package dev.weakref.examples;

import java.util.concurrent.atomic.AtomicInteger;

import dev.weakref.reaper.Reaper;
import dev.weakref.registry.RegistryObserver;
import dev.weakref.registry.WeakRegistry;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Counting live objects. One that is registered twice counts once, and the count is right
 * when it has gone.
 */
class LifecycleObserverTests {

	private final Reaper reaper = Reaper.start();

	private final WeakRegistry registry = new WeakRegistry(this.reaper);

	private final AtomicInteger live = new AtomicInteger();

	@AfterEach
	void close() {
		this.reaper.close();
	}

	@Test
	void theCountRisesAndFalls() {
		this.registry.addObserver(new RegistryObserver() {

			@Override
			public void registered(String group, Object object) {
				LifecycleObserverTests.this.live.incrementAndGet();
			}

			@Override
			public void collected(String group) {
				LifecycleObserverTests.this.live.decrementAndGet();
			}

		});
		Object held = new Object();
		this.registry.register("observed", held);
		this.registry.register("observed", held);
		registerForgotten();
		assertThat(this.live).hasValueGreaterThanOrEqualTo(1);
		GarbageCollector.awaitUntil("the observer has counted down", () -> this.live.get() == 1);
		assertThat(this.registry.count("observed")).isEqualTo(1);
		assertThat(this.registry.stream("observed")).containsExactly(held);
	}

	private void registerForgotten() {
		Object forgotten = new Object();
		this.registry.register("observed", forgotten);
		this.registry.register("observed", forgotten);
	}

}
