package dev.weakref.signal;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for receivers whose owner or sender has been collected.
 */
class SignalCollectionTests {

	@AutoClose
	private final Reaper reaper = Reaper.start();

	private final Signal<Object, String> signal = new Signals(this.reaper).create("news");

	private final AtomicInteger calls = new AtomicInteger();

	private final Object owner = new Object();

	private final Object sender = new Object();

	@Test
	void aReceiverWhoseOwnerIsCollectedIsSkippedBeforeItIsRemoved() {
		OwnedRegistration connection = connect(this.owner);
		ownerOf(connection).clear();
		assertThat(this.signal.receiverCount()).isZero();
		assertThat(this.signal.hasReceivers(null)).isFalse();
		assertThat(connection.isLive()).isFalse();
		assertThat(this.signal.state.estimatedSize()).isEqualTo(1);
		assertThat(this.signal.send(this.sender, "event")).isEmpty();
		assertThat(this.calls).hasValue(0);
	}

	@Test
	void aDeadReceiverIsRemovedByTheReaper() {
		OwnedRegistration connection = connect(this.owner);
		connect(this.sender);
		ownerOf(connection).enqueue();
		await().until(() -> this.signal.state.collectedCount() == 1);
		assertThat(this.signal.state.estimatedSize()).isEqualTo(1);
		assertThat(this.signal.send(this.sender, "event")).hasSize(1);
	}

	@Test
	void aDeadReceiverIsRemovedBySendingAndCountedOnce() {
		OwnedRegistration connection = connect(this.owner);
		Reference<?> reference = ownerOf(connection);
		reference.clear();
		this.signal.send(this.sender, "event");
		assertThat(this.signal.state.estimatedSize()).isZero();
		reference.enqueue();
		connection.close();
		this.reaper.close();
		assertThat(this.signal.state.collectedCount()).isEqualTo(1);
		assertThat(this.signal.state.estimatedSize()).isZero();
	}

	@Test
	void aReceiverTakesThePlaceOfADeadOneOfItsUid() {
		OwnedRegistration first = this.signal.uid("audit")
			.connect(this.owner, (owner, event) -> this.calls.addAndGet(100));
		ownerOf(first).clear();
		assertThat(this.signal.disconnect("audit")).isFalse();
		OwnedRegistration second = this.signal.uid("audit")
			.connect(this.sender, (owner, event) -> this.calls.addAndGet(1));
		assertThat(second).isNotSameAs(first);
		this.signal.send(null, "event");
		assertThat(this.calls).hasValue(1);
		ownerOf(first).enqueue();
		this.reaper.close();
		assertThat(second.isLive()).isTrue();
		assertThat(this.signal.state.estimatedSize()).isEqualTo(1);
		assertThat(this.signal.state.collectedCount()).isEqualTo(1);
	}

	@Test
	void theReceiversOfASenderGoWithIt() {
		this.signal.from(this.sender).connect(this.owner, (owner, event) -> this.calls.incrementAndGet());
		this.signal.from(this.sender).connectStrong((event) -> {
		});
		connect(this.owner);
		SignalState<Object, String>.SenderList list = this.signal.state.senderLists.iterator().next();
		list.sender.enqueue();
		await().until(() -> this.signal.state.collectedCount() == 2);
		assertThat(this.signal.state.estimatedSize()).isEqualTo(1);
		assertThat(this.signal.receiverCount()).isEqualTo(1);
		assertThat(this.signal.state.senderLists).isEmpty();
	}

	@Test
	void theCollectorTakesAReceiverWithItsOwnerAndLeavesOthers() {
		WeakReference<Object> temporary = connectTemporary();
		OwnedRegistration kept = connect(this.owner);
		GarbageCollector.awaitCollected(temporary);
		await().until(() -> this.signal.state.collectedCount() == 1);
		assertThat(this.signal.state.estimatedSize()).isEqualTo(1);
		assertThat(kept.isLive()).isTrue();
		assertThat(this.signal.send(null, "event")).hasSize(1);
	}

	@Test
	void theCollectorTakesAReceiverThatHasBeenCalled() {
		WeakReference<Object> temporary = connectAndCallTemporary();
		assertThat(this.calls).hasValue(2);
		GarbageCollector.awaitCollected(temporary);
		assertThat(this.signal.hasReceivers(null)).isFalse();
	}

	@Test
	void theCollectorTakesASenderWithItsReceiversAlthoughTheyAreCachedForIt() {
		WeakReference<Object> temporary = connectToTemporarySender();
		this.signal.from(this.sender).connectStrong((event) -> this.calls.incrementAndGet());
		GarbageCollector.awaitCollected(temporary);
		await().until(() -> this.signal.state.estimatedSize() == 1);
		assertThat(this.signal.send(this.sender, "event")).hasSize(1);
		GarbageCollector.awaitUntil("the list of the sender is gone",
				() -> this.signal.state.bySender.estimatedSize() == 1);
	}

	@Test
	void aSenderWithoutReceiversOfItsOwnHasNoList() {
		this.signal.from(this.sender).connectStrong((event) -> {
		});
		connect(this.owner);
		for (int i = 0; i < 1000; i++) {
			this.signal.send(new Object(), "event");
		}
		assertThat(this.calls).hasValue(1000);
		assertThat(this.signal.state.bySender.estimatedSize()).isEqualTo(1);
	}

	@Test
	void aRegistrationHoldsNeitherOwnerNorReceiver() {
		List<OwnedRegistration> connections = new ArrayList<>();
		WeakReference<Object> temporary = connectTemporary(connections);
		GarbageCollector.awaitCollected(temporary);
		assertThat(connections.get(0).isLive()).isFalse();
	}

	@Test
	void aSignalThatIsNotHeldIsCollectedWithItsStrongReceivers() {
		Signals signals = new Signals(this.reaper);
		WeakReference<Object> receiver = connectToTemporarySignal(signals);
		Signal<Object, String> kept = signals.create("kept");
		GarbageCollector.awaitCollected(receiver);
		GarbageCollector.awaitUntil("the signal disappears", () -> signals.directory().all().size() == 1);
		assertThat(signals.directory().all()).extracting(ManagedSignal::name).containsExactly("kept");
		assertThat(signals.find("kept")).isSameAs(kept);
	}

	@Test
	void manyOwnersThatDieAtOnceAreDropped() {
		connectTemporaries(100_000);
		connect(this.owner);
		GarbageCollector.awaitUntil("the receivers are dropped", () -> this.signal.state.collectedCount() == 100_000);
		assertThat(this.signal.state.estimatedSize()).isEqualTo(1);
		assertThat(this.signal.send(null, "event")).hasSize(1);
	}

	private OwnedRegistration connect(Object owner) {
		return this.signal.connect(owner, (held, event) -> this.calls.incrementAndGet());
	}

	private WeakReference<Object> connectTemporary() {
		Object temporary = new Object();
		connect(temporary);
		return new WeakReference<>(temporary);
	}

	private WeakReference<Object> connectAndCallTemporary() {
		Object temporary = new Object();
		connect(temporary);
		this.signal.send(null, "event");
		this.signal.send(this.sender, "event");
		WeakReference<Object> reference = new WeakReference<>(temporary);
		Reference.reachabilityFence(temporary);
		return reference;
	}

	private void connectTemporaries(int number) {
		for (int i = 0; i < number; i++) {
			connectTemporary();
		}
	}

	private WeakReference<Object> connectTemporary(List<OwnedRegistration> connections) {
		Object temporary = new Object();
		connections.add(connect(temporary));
		return new WeakReference<>(temporary);
	}

	private WeakReference<Object> connectToTemporarySender() {
		Object temporary = new Object();
		this.signal.from(temporary).connectStrong((event) -> this.calls.incrementAndGet());
		this.signal.send(temporary, "event");
		this.signal.send(temporary, "event");
		assertThat(this.calls).hasValue(2);
		return new WeakReference<>(temporary);
	}

	private WeakReference<Object> connectToTemporarySignal(Signals signals) {
		Signal<Object, String> temporary = signals.create("temporary");
		Object captured = new Object();
		temporary.connectStrong((event) -> captured.hashCode());
		temporary.send(null, "event");
		return new WeakReference<>(captured);
	}

	private static Reference<?> ownerOf(OwnedRegistration connection) {
		return Objects.requireNonNull(connection.entry.get());
	}

}
