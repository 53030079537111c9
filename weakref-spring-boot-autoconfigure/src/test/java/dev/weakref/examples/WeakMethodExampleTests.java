package dev.weakref.examples;

import java.lang.ref.WeakReference;
import java.util.function.Supplier;

import dev.weakref.reaper.Reaper;
import dev.weakref.reference.Referents;
import dev.weakref.reference.WeakMethod;
import dev.weakref.reference.WeakMethods;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A weakly held {@code receiver::method} vanishes at once; a weak method works as long as
 * its receiver.
 */
class WeakMethodExampleTests {

	@Test
	void aWeakMethodWorksUntilItsReceiverIsGone() {
		try (Reaper reaper = Reaper.start()) {
			WeakMethods methods = new WeakMethods(new Referents(reaper));
			Clock held = new Clock("twelve");
			WeakReference<Supplier<String>> naive = new WeakReference<>(held::tell);
			WeakMethod<Clock, Supplier<String>> tell = methods.supplier(held, Clock::tell);
			WeakMethod<Clock, Supplier<String>> forgotten = methods.supplier(new Clock("one"), Clock::tell);

			GarbageCollector.awaitCollected(naive);
			GarbageCollector.awaitUntil("the other clock is gone", () -> !forgotten.isAlive());

			assertThat(tell.find().map(Supplier::get)).contains("It is twelve");
			assertThat(forgotten.find().map(Supplier::get)).isEmpty();
			assertThat(held.time()).isEqualTo("twelve");
		}
	}

	record Clock(String time) {

		String tell() {
			return "It is " + this.time;
		}

	}

}
