package dev.weakref.reaper;

import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.weakref.reaper.RunningCallbacks.Running;
import dev.weakref.testsupport.Background;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RunningCallbacks}, in which this thread is the reaper's.
 */
class RunningCallbacksTests {

	private static final int TIMES = 500_000;

	private final CallbackSource source = CallbackSource.of("cache", "images");

	private final CallbackSource innerSource = CallbackSource.of("signal", "orders");

	private final RunningCallbacks callbacks = new RunningCallbacks(inbox());

	@Test
	void whatRunsIsSeenUntilItEnds() {
		Running outer = this.callbacks.begin(this.source, 5);
		assertThat(seen()).containsExactly(new Running(this.source, 5, true));
		this.callbacks.end(outer);
		assertThat(seen()).isEmpty();
	}

	@Test
	void innerOneIsSeenInsteadOfTheOuterUntilItEnds() {
		Running none = this.callbacks.begin(this.source, 5);
		Running outer = this.callbacks.begin(this.innerSource, 6);
		assertThat(seen()).containsExactly(new Running(this.innerSource, 6, true));
		this.callbacks.end(outer);
		assertThat(seen()).containsExactly(new Running(this.source, 5, true));
		this.callbacks.end(none);
	}

	@Test
	void nothingSeemsToHaveRunSinceBeforeItBegan() {
		long start = System.nanoTime();
		AtomicBoolean over = new AtomicBoolean();
		Background<List<Running>> tooOld = Background.start(() -> {
			List<Running> found = new ArrayList<>();
			while (!over.get()) {
				this.callbacks.forEach((running) -> {
					if (running.since() - start < 0 || isInnerSinceOuter(running, start)) {
						found.add(running);
					}
				});
			}
			return found;
		});
		for (int i = 0; i < TIMES; i++) {
			Running none = this.callbacks.begin(this.source, start);
			Running outer = this.callbacks.begin(this.innerSource, start + TimeUnit.HOURS.toNanos(1));
			this.callbacks.end(outer);
			this.callbacks.end(none);
		}
		over.set(true);
		assertThat(tooOld.result()).isEmpty();
	}

	private boolean isInnerSinceOuter(Running running, long start) {
		return running.source() == this.innerSource && running.since() == start;
	}

	private List<Running> seen() {
		List<Running> seen = new ArrayList<>();
		this.callbacks.forEach(seen::add);
		return seen;
	}

	private static Inbox inbox() {
		Inbox inbox = new Inbox(new ReferenceQueue<>());
		inbox.serve(Thread.currentThread());
		return inbox;
	}

}
