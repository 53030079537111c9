package dev.weakref.examples;

import java.lang.ref.WeakReference;
import java.util.function.Supplier;

import dev.weakref.reference.WeakMethod;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A weakly held {@code receiver::method} vanishes at once; a weak method works as long as
 * its receiver.
 */
class WeakMethodExampleTests extends Examples {

	@Test
	void aWeakMethodWorksUntilItsReceiverIsGone() {
		Clock clock = new Clock("twelve");
		WeakReference<Supplier<String>> naive = new WeakReference<>(clock::tell);
		WeakMethod<Clock, Supplier<String>> forgotten = this.methods.supplier(new Clock("one"), Clock::tell);
		GarbageCollector.awaitCollected(naive);
		GarbageCollector.awaitUntil("the other clock is gone", () -> !forgotten.isAlive());
		// tag::method[]
		WeakMethod<Clock, Supplier<String>> tell = this.methods.supplier(clock, Clock::tell);

		String time = tell.find().map(Supplier::get).orElse("There is no clock");
		// end::method[]
		assertThat(time).isEqualTo("It is twelve");
		assertThat(forgotten.find()).isEmpty();
		assertThat(clock.time()).isEqualTo("twelve");
	}

	record Clock(String time) {

		String tell() {
			return "It is " + this.time;
		}

	}

}
