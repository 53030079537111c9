package dev.weakref.examples;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.weakref.finalizer.Finalizer;
import dev.weakref.finalizer.FinalizerDetails;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.reaper.Reaper;
import dev.weakref.reference.Referents;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fire and forget, call by hand, detach, or run at close.
 */
class FinalizerExampleTests {

	private final Reaper reaper = Reaper.start();

	private final Finalizers finalizers = new Finalizers(new Referents(this.reaper));

	private final List<String> messages = new CopyOnWriteArrayList<>();

	@AfterEach
	void close() {
		this.reaper.close();
	}

	@Test
	void fireAndForget() {
		this.finalizers.register(new Object(), "The object is gone", this.messages::add);
		GarbageCollector.awaitUntil("the message has come", () -> !this.messages.isEmpty());
		assertThat(this.messages).containsExactly("The object is gone");
	}

	@Test
	void callByHand() {
		Object object = new Object();
		Finalizer<Integer> finalizer = this.finalizers.registerFunction(object, List.of(1, 2, 3), (numbers) -> {
			this.messages.add("adding up");
			return numbers.stream().mapToInt(Integer::intValue).sum();
		});
		assertThat(finalizer.call()).isEqualTo(6);
		assertThat(finalizer.call()).isNull();
		assertThat(finalizer.isAlive()).isFalse();
		assertThat(this.messages).containsExactly("adding up");
	}

	@Test
	void detach() {
		Object object = new Object();
		Finalizer<Integer> finalizer = this.finalizers.registerFunction(object, "four", String::length);
		FinalizerDetails<Integer> details = finalizer.detach().orElseThrow();
		assertThat(details.object()).isSameAs(object);
		assertThat(details.resource()).isEqualTo("four");
		assertThat(details.run()).isEqualTo(4);
		this.finalizers.close();
		assertThat(this.finalizers.statistics().close()).isZero();
	}

	@Test
	void runAtCloseUnlessSwitchedOff() {
		Object object = new Object();
		this.finalizers.register(object, "at close", this.messages::add);
		this.finalizers.register(object, "never", this.messages::add).setRunOnClose(false);
		this.finalizers.close();
		assertThat(this.messages).containsExactly("at close");
	}

}
