package dev.weakref.signal;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.Background;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Races of sending, connecting, disconnecting and collection.
 */
class SignalConcurrencyTests {

	private static final int ROUNDS = 10_000;

	@AutoClose
	private final Reaper reaper = Reaper.start();

	private final Signal<Object, Integer> signal = new Signals(this.reaper).create("races");

	@Test
	void receiversThatStayHearEveryEventWhateverOthersDo() {
		AtomicInteger heard = new AtomicInteger();
		AtomicInteger heardFromSender = new AtomicInteger();
		Object sender = new Object();
		this.signal.connectStrong((event) -> heard.incrementAndGet());
		this.signal.from(sender).connectStrong((event) -> heardFromSender.incrementAndGet());
		List<Background<?>> others = new ArrayList<>();
		for (int i = 0; i < 2; i++) {
			others.add(Background.run(() -> connectAndEnd(sender)));
		}
		for (int i = 0; i < ROUNDS; i++) {
			this.signal.send(sender, i);
		}
		assertThat(heard).hasValue(ROUNDS);
		assertThat(heardFromSender).hasValue(ROUNDS);
		others.forEach(Background::result);
		await().until(() -> this.signal.state.estimatedSize() == 2);
		assertThat(this.signal.receiverCount()).isEqualTo(2);
		assertThat(this.signal.state.senderLists).hasSize(1);
	}

	/**
	 * Half of the receivers are disconnected, the other half lose their owner.
	 */
	private void connectAndEnd(Object sender) {
		for (int i = 0; i < ROUNDS; i++) {
			Object owner = new Object();
			OwnedRegistration connection = ((i % 4 < 2) ? this.signal.from(sender) : this.signal.uid("uid" + i))
				.connect(owner, (held, event) -> {
				});
			if (i % 2 == 0) {
				connection.close();
			}
			else {
				ownerOf(connection).enqueue();
			}
			Reference.reachabilityFence(owner);
		}
	}

	@Test
	void ofManyThreadsThatConnectOneUidOneWins() {
		for (int round = 0; round < 200; round++) {
			String uid = "uid" + round;
			LongAdder calls = new LongAdder();
			List<Background<OwnedRegistration>> threads = new ArrayList<>();
			for (int i = 0; i < 4; i++) {
				threads.add(Background
					.start(() -> this.signal.from(this).uid(uid).connectStrong((event) -> calls.increment())));
			}
			assertThat(threads.stream().map(Background::result).distinct()).hasSize(1);
			this.signal.send(this, round);
			assertThat(calls.sum()).isEqualTo(1);
			assertThat(this.signal.from(this).disconnect(uid)).isTrue();
		}
		assertThat(this.signal.state.senderLists).isEmpty();
	}

	@Test
	void anOwnerNeverHearsAfterItHasBeenCollectedAndIsCountedOnce() {
		AtomicInteger late = new AtomicInteger();
		AtomicInteger sent = new AtomicInteger();
		Background<Boolean> sender = Background.run(() -> {
			while (sent.get() < ROUNDS) {
				this.signal.send(null, sent.get());
			}
		});
		for (int i = 0; i < ROUNDS; i++) {
			int number = i;
			Object owner = new Object();
			OwnedRegistration connection = this.signal.connect(owner, (held, event) -> {
				if (event > number) {
					late.incrementAndGet();
				}
			});
			ownerOf(connection).enqueue();
			if (ThreadLocalRandom.current().nextInt(100) == 0) {
				connection.close();
			}
			sent.incrementAndGet();
			Reference.reachabilityFence(owner);
		}
		sender.result();
		await().until(() -> this.signal.state.estimatedSize() == 0);
		assertThat(this.signal.state.collectedCount()).isLessThanOrEqualTo(ROUNDS).isGreaterThan(ROUNDS * 9L / 10);
		assertThat(late).hasValue(0);
	}

	@Test
	void closingRacesWithConnectingAndSending() {
		for (int round = 0; round < 100; round++) {
			Signals signals = new Signals(this.reaper);
			Signal<Object, Integer> closing = signals.create("closing");
			Background<Integer> connecting = Background.start(() -> {
				int connected = 0;
				try {
					while (true) {
						closing.from(this).connectStrong((event) -> Thread.onSpinWait());
						closing.connectStrong((event) -> Thread.onSpinWait());
						closing.send(this, connected);
						connected++;
					}
				}
				catch (IllegalStateException ex) {
					return connected;
				}
			});
			signals.close();
			connecting.result();
			assertThat(closing.receiverCount()).isZero();
			assertThat(closing.state.estimatedSize()).isZero();
			assertThat(closing.send(this, 0)).isEmpty();
		}
	}

	private static Reference<?> ownerOf(OwnedRegistration connection) {
		return Objects.requireNonNull(connection.entry.get());
	}

}
