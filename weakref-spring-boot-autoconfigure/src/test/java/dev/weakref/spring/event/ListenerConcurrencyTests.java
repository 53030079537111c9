package dev.weakref.spring.event;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import dev.weakref.testsupport.Background;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for weak listeners that several threads register, call and close at once.
 */
class ListenerConcurrencyTests {

	private final Hearing hearing = new Hearing();

	private final Object owner = new Object();

	@AfterEach
	void close() {
		this.hearing.close();
	}

	@Test
	void whileAListenerIsCalledOthersRegisterCloseAndPublish() throws InterruptedException {
		CountDownLatch inside = new CountDownLatch(1);
		CountDownLatch outside = new CountDownLatch(1);
		AtomicInteger calls = new AtomicInteger();
		WeakListenerRegistration blocking = this.hearing.listeners.on(this.owner, String.class, (owner, event) -> {
			inside.countDown();
			await(outside);
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
		List<Background<Integer>> threads = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			int order = i % 2;
			threads.add(Background.start(() -> countMissed(order)));
		}
		assertThat(threads).allSatisfy((thread) -> assertThat(thread.result()).isZero());
		assertThat(this.hearing.managed(Integer.class).estimatedSize()).isZero();
	}

	private int countMissed(int order) {
		int missed = 0;
		for (int i = 0; i < 2000; i++) {
			AtomicInteger calls = new AtomicInteger();
			WeakListenerRegistration registration = this.hearing.listeners.to(Integer.class)
				.order(order + i / 100)
				.on(this.owner, (owner, event) -> calls.incrementAndGet());
			this.hearing.publish(i);
			missed += (calls.get() == 0) ? 1 : 0;
			registration.close();
			int heard = calls.get();
			this.hearing.publish(i);
			missed += (calls.get() > heard + 1) ? 1 : 0;
		}
		return missed;
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
