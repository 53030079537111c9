package dev.weakref.reaper;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;

import dev.weakref.Kind;
import dev.weakref.reaper.RunningCallbacks.Running;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RunningCallbacks}, whose reaper thread is that of the test.
 */
@Timeout(60)
class RunningCallbacksTests {

	private static final CallbackSource IMAGES = CallbackSource.of(Kind.CACHE, "images");

	private static final CallbackSource SOUNDS = CallbackSource.of(Kind.CACHE, "sounds");

	private final RunningCallbacks running = new RunningCallbacks(Thread.currentThread());

	@Test
	void aCallbackThatBeganInsideAnotherGivesWayToItAtItsEnd() {
		Running outer = this.running.begin(callback(IMAGES), 1);
		Running inner = this.running.begin(callback(SOUNDS), 2);
		assertThat(seen()).containsExactly(inner);
		this.running.end(inner);
		assertThat(seen()).containsExactly(outer);
		this.running.end(outer);
		assertThat(seen()).isEmpty();
	}

	@Test
	void anotherThreadNeverSeesACallbackWithTheTimeOfAnother() throws Exception {
		FutureTask<List<Running>> observer = new FutureTask<>(() -> {
			List<Running> wrong = new ArrayList<>();
			while (!Thread.currentThread().isInterrupted()) {
				seen().stream()
					.filter((running) -> running.since() < ((running.source() == IMAGES) ? 1_000 : 1_000_000))
					.forEach(wrong::add);
			}
			return wrong;
		});
		Thread thread = new Thread(observer);
		thread.start();
		for (int i = 0; i < 500_000; i++) {
			Running outer = this.running.begin(callback(IMAGES), 1_000 + i % 1_000);
			Running inner = this.running.begin(callback(SOUNDS), 1_000_000 + i);
			this.running.end(inner);
			this.running.end(outer);
		}
		thread.interrupt();
		assertThat(observer.get()).isEmpty();
	}

	private static Callback callback(CallbackSource source) {
		return Callback.of(source, source, () -> {
		});
	}

	private List<Running> seen() {
		List<Running> seen = new ArrayList<>();
		this.running.forEach(seen::add);
		return seen;
	}

}
