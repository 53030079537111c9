package dev.weakref.examples;

import java.util.function.Consumer;

import dev.weakref.finalizer.Finalizers;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Objects that hold each other in a circle and have finalizers are collected like any
 * others, and each finalizer runs once.
 */
class FinalizableCycleTests extends Examples {

	@Test
	void aCircleIsCollectedAndEachFinalizerRunsOnce() {
		Dancer held = couple("Carmen", "Don");
		couple("Ann", "Bob");
		GarbageCollector.awaitUntil("the couple has left", () -> this.events.size() == 2);
		GarbageCollector.run();
		assertThat(this.events).containsExactlyInAnyOrder("Ann", "Bob");
		assertThat(held.partner.partner).isSameAs(held);
	}

	private Dancer couple(String one, String other) {
		Dancer dancer = new Dancer(one, this.finalizers, this.events::add);
		dancer.danceWith(new Dancer(other, this.finalizers, this.events::add));
		return dancer;
	}

	// tag::dancer[]
	static final class Dancer {

		private Dancer partner = this;

		Dancer(String name, Finalizers finalizers, Consumer<String> farewell) {
			finalizers.register(this, name, farewell);
		}

		void danceWith(Dancer other) {
			this.partner = other;
			other.partner = this;
		}

	}
	// end::dancer[]

}
