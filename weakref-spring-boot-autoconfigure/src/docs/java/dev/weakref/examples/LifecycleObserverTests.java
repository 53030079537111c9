package dev.weakref.examples;

import java.util.concurrent.atomic.AtomicInteger;

import dev.weakref.registry.RegistryObserver;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Counting live objects as they come and go. One that is registered twice counts once.
 */
class LifecycleObserverTests extends Examples {

	private final Population population = new Population();

	@Test
	void theCountRisesAndFalls() {
		this.registry.addObserver(this.population);
		Object held = new Object();
		register(held);
		assertThat(this.population.live).hasValue(1);
		register(new Object());
		assertThat(this.registry.group("observed").registered()).isEqualTo(2);
		GarbageCollector.awaitUntil("the observer has counted down", () -> this.population.live.get() == 1);
		assertThat(this.registry.group("observed").collectedCount()).isEqualTo(1);
		assertThat(this.registry.stream("observed")).containsExactly(held);
	}

	private void register(Object object) {
		this.registry.register("observed", object);
		this.registry.register("observed", object);
	}

	// tag::observer[]
	static final class Population implements RegistryObserver {

		private final AtomicInteger live = new AtomicInteger();

		@Override
		public void registered(String group, Object object) {
			this.live.incrementAndGet();
		}

		@Override
		public void collected(String group) {
			this.live.decrementAndGet();
		}

	}
	// end::observer[]

}
