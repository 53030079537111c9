package dev.weakref.spring.event;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import dev.weakref.signal.OwnedRegistration;
import dev.weakref.testsupport.Background;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for weak listeners that several threads register, call and close at once.
 */
class ListenerConcurrencyTests {

	private static final int THREADS = 4;

	@AutoClose
	private final Hearing hearing = new Hearing();

	private final Object owner = new Object();

	@Test
	void whileAListenerIsCalledOthersRegisterCloseAndPublish() throws InterruptedException {
		CountDownLatch inside = new CountDownLatch(1);
		CountDownLatch outside = new CountDownLatch(1);
		AtomicInteger calls = new AtomicInteger();
		OwnedRegistration blocking = this.hearing.listeners.on(this.owner, String.class, (owner, event) -> {
			inside.countDown();
			Background.awaitLatch(outside);
		});
		Background<Boolean> publisher = Background.run(() -> this.hearing.publish("hello"));
		inside.await();
		blocking.close();
		this.hearing.listeners.on(this.owner, String.class, (owner, event) -> calls.incrementAndGet());
		this.hearing.publish("hello");
		assertThat(calls).hasValue(1);
		assertThat(publisher.isDone()).isFalse();
		outside.countDown();
		publisher.result();
		assertThat(calls).hasValue(1);
	}

	@Test
	void onceRegisteredAListenerHearsEveryEventOfItsThread() {
		List<Background<Miscounts>> threads = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			int order = i % 2;
			threads.add(Background.start(() -> miscounts(order)));
		}
		assertThat(threads).allSatisfy((thread) -> assertThat(thread.result()).isEqualTo(new Miscounts(0, 0)));
		assertThat(this.hearing.managed(Integer.class).estimatedSize()).isZero();
	}

	private Miscounts miscounts(int order) {
		int missed = 0;
		int late = 0;
		Thread thread = Thread.currentThread();
		for (int i = 0; i < 2000; i++) {
			AtomicInteger calls = new AtomicInteger();
			AtomicInteger callsOfOthers = new AtomicInteger();
			OwnedRegistration registration = this.hearing.listeners.to(Integer.class)
				.order(order + i / 100)
				.on(this.owner, (owner, event) -> ((Thread.currentThread() == thread) ? calls : callsOfOthers)
					.incrementAndGet());
			this.hearing.publish(i);
			missed += (calls.get() == 0) ? 1 : 0;
			registration.close();
			int heardByOthers = callsOfOthers.get();
			this.hearing.publish(i);
			// Each of the other threads may have decided on one call before
			late += (calls.get() > 1 || callsOfOthers.get() >= heardByOthers + THREADS) ? 1 : 0;
		}
		return new Miscounts(missed, late);
	}

	/**
	 * How many events were not heard, and how many closed listeners were called too
	 * often.
	 */
	record Miscounts(int missed, int late) {

	}

}
