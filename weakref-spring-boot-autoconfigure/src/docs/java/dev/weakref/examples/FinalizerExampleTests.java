package dev.weakref.examples;

import java.util.List;

import dev.weakref.finalizer.Finalizer;
import dev.weakref.finalizer.FinalizerDetails;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fire and forget, call by hand, detach, or run at close.
 */
class FinalizerExampleTests extends Examples {

	// tag::forget[]
	void announceTheEndOf(Object session) {
		this.finalizers.register(session, "A session has ended", this.events::add);
	}
	// end::forget[]

	@Test
	void aFinalizerNeedNotBeHeld() {
		Object held = new Object();
		announceTheEndOf(new Object());
		announceTheEndOf(held);
		GarbageCollector.awaitUntil("the message has come", () -> !this.events.isEmpty());
		assertThat(this.events).containsExactly("A session has ended");
		assertThat(held).isNotNull();
	}

	@Test
	void aFinalizerCanBeCalledByHand() {
		Object sheet = new Object();
		// tag::call[]
		Finalizer<Integer> total = this.finalizers.registerFunction(sheet, List.of(1, 2, 3),
				(numbers) -> numbers.stream().mapToInt(Integer::intValue).sum());

		Integer first = total.call(); // 6
		Integer again = total.call(); // null: it has run
		// end::call[]
		assertThat(first).isEqualTo(6);
		assertThat(again).isNull();
		assertThat(this.finalizers.statistics().explicit()).isOne();
	}

	@Test
	void aDetachedFinalizerDoesNotRun() {
		Object sheet = new Object();
		Finalizer<Integer> finalizer = this.finalizers.registerFunction(sheet, "four", String::length);
		// tag::detach[]
		FinalizerDetails<Integer> details = finalizer.detach().orElseThrow();

		details.object(); // the sheet
		details.resource(); // "four"
		details.run(); // 4, and nothing runs later
		// end::detach[]
		assertThat(details.object()).isSameAs(sheet);
		assertThat(details.resource()).isEqualTo("four");
		assertThat(details.run()).isEqualTo(4);
		this.finalizers.close();
		assertThat(this.finalizers.statistics().close()).isZero();
	}

	@Test
	void aFinalizerRunsAtCloseUnlessSwitchedOff() {
		Object desk = new Object();
		// tag::close[]
		this.finalizers.register(desk, "The desk is cleared", this.events::add);
		this.finalizers.register(desk, "The desk is thrown away", this.events::add, false);
		// end::close[]
		this.finalizers.close();
		assertThat(this.events).containsExactly("The desk is cleared");
	}

}
