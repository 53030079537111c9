package dev.weakref.signal;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Why there is no weak connection of a lambda by itself, and what to use instead.
 */
class WeakLambdaTests {

	@AutoClose
	private final Reaper reaper = Reaper.start();

	private final Signal<Object, String> signal = new Signals(this.reaper).create("news");

	private final List<String> heard = new ArrayList<>();

	@Test
	void aCapturingLambdaWouldBeCollectedAtOnceAlthoughTheCapturedObjectIsLive() {
		WeakReference<Consumer<String>> lambda = capturing();
		GarbageCollector.awaitCollected(lambda);
		assertThat(this.heard).isEmpty();
	}

	@Test
	void aLambdaThatCapturesNothingWouldNeverBeCollected() {
		WeakReference<Consumer<String>> lambda = capturingNothing();
		GarbageCollector.run();
		assertThat(lambda.refersTo(null)).isFalse();
	}

	@Test
	void aLambdaIsConnectedUntilItsOwnerIsCollected() {
		this.signal.connect(this, (self, event) -> self.heard.add(event));
		connectForgotten();
		GarbageCollector.awaitUntil("the other owner's lambda is gone", () -> this.signal.receiverCount() == 1);
		this.signal.send(null, "hello");
		assertThat(this.heard).containsExactly("hello");
	}

	@Test
	void aStrongLambdaStays() {
		this.signal.connectStrong((Consumer<String>) this.heard::add);
		GarbageCollector.run();
		this.signal.send(null, "hello");
		assertThat(this.heard).containsExactly("hello");
	}

	private void connectForgotten() {
		List<String> log = this.heard;
		this.signal.connect(new Object(), (owner, event) -> log.add(event));
	}

	private WeakReference<Consumer<String>> capturing() {
		return new WeakReference<>(this.heard::add);
	}

	private static WeakReference<Consumer<String>> capturingNothing() {
		return new WeakReference<>((event) -> {
		});
	}

}
