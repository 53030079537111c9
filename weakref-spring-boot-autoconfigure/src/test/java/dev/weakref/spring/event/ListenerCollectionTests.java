package dev.weakref.spring.event;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import dev.weakref.signal.OwnedRegistration;
import dev.weakref.testsupport.GarbageCollector;
import dev.weakref.testsupport.LogRecorder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for weak listeners whose owners have been collected.
 */
class ListenerCollectionTests {

	@AutoClose
	private final Hearing hearing = new Hearing();

	private final AtomicInteger calls = new AtomicInteger();

	private final Object owner = new Object();

	@Test
	void aListenerWhoseOwnerIsCollectedIsSkippedBeforeItIsRemoved() {
		OwnedRegistration registration = listen(this.owner);
		reference(registration).clear();
		this.hearing.publish("hello");
		assertThat(this.calls).hasValue(0);
		assertThat(registration.isLive()).isFalse();
		assertThat(managed().liveCount()).isZero();
		assertThat(managed().estimatedSize()).isOne();
		assertThat(managed().deliveries()).isZero();
	}

	@Test
	void aDeadListenerIsRemovedByTheReaper() {
		OwnedRegistration registration = listen(this.owner);
		listen(this);
		this.hearing.publish("hello");
		reference(registration).enqueue();
		await().until(() -> managed().collectedCount() == 1);
		assertThat(managed().estimatedSize()).isOne();
		assertThat(managed().diedUncalled()).isZero();
		this.hearing.publish("hello");
		assertThat(this.calls).hasValue(3);
	}

	@Test
	void aListenerThatIsClosedAfterItsOwnersDeathIsNotCountedAsCollected() {
		OwnedRegistration registration = listen(this.owner);
		OwnedRegistration next = listen(this);
		registration.close();
		reference(registration).enqueue();
		reference(next).enqueue();
		await().until(() -> managed().collectedCount() == 1);
		assertThat(managed().estimatedSize()).isZero();
	}

	@Test
	void aListenerThatIsCollectedUncalledIsLoggedWithThePlaceThatRegisteredIt() {
		try (LogRecorder recorder = new LogRecorder(WeakApplicationListeners.class)) {
			reference(listen(this.owner)).enqueue();
			reference(listen(this)).enqueue();
			await().until(() -> managed().diedUncalled() == 2);
			await().until(() -> recorder.messages(Level.DEBUG).size() == 1);
			assertThat(recorder.messages(Level.WARN)).singleElement()
				.asString()
				.matches("A listener of java\\.lang\\.String, registered at " + getClass().getName()
						+ "\\.listen\\(ListenerCollectionTests\\.java:\\d+\\), was never called before its owner of type"
						+ " java\\.lang\\.Object was collected\\. Hold the owner .*");
		}
	}

	@Test
	void eachPlaceIsMentionedOnItsOwn() {
		try (LogRecorder recorder = new LogRecorder(WeakApplicationListeners.class)) {
			reference(listen(this.owner)).enqueue();
			reference(this.hearing.listeners.on(this.owner, String.class, (owner, event) -> {
			})).enqueue();
			await().until(() -> recorder.messages(Level.WARN).size() == 2);
		}
	}

	@Test
	void aListenerThatWasCalledIsCollectedWithoutALogMessage() {
		try (LogRecorder recorder = new LogRecorder(WeakApplicationListeners.class)) {
			OwnedRegistration registration = listen(this.owner);
			this.hearing.publish("hello");
			ManagedListeners managed = managed();
			reference(registration).enqueue();
			await().until(() -> managed.collectedCount() == 1);
			this.hearing.close();
			assertThat(managed.diedUncalled()).isZero();
			assertThat(recorder.messages(Level.WARN)).isEmpty();
			assertThat(recorder.messages(Level.DEBUG)).isEmpty();
		}
	}

	@Test
	void theCollectorTakesAListenerWithItsOwnerAndLeavesOthers() {
		OwnedRegistration kept = listen(this.owner);
		WeakReference<Object> temporary = hearTemporarily();
		GarbageCollector.awaitCollected(temporary);
		await().until(() -> managed().collectedCount() == 1);
		assertThat(kept.isLive()).isTrue();
		this.hearing.publish("hello");
		assertThat(this.calls).hasValue(3);
		assertThat(managed().liveCount()).isOne();
	}

	@Test
	void aListenerOfAHeldOwnerStays() {
		listen(this.owner);
		GarbageCollector.run();
		this.hearing.publish("hello");
		assertThat(this.calls).hasValue(1);
		Reference.reachabilityFence(this.owner);
	}

	@Test
	void holdingTheRegistrationDoesNotHoldTheOwner() {
		List<OwnedRegistration> registrations = new ArrayList<>();
		WeakReference<Object> temporary = listenTemporarily(registrations);
		GarbageCollector.awaitCollected(temporary);
		assertThat(registrations).singleElement().satisfies((one) -> assertThat(one.isLive()).isFalse());
	}

	@Test
	void aTaskHoldsTheOwnerUntilItHasRun() {
		List<Runnable> tasks = new ArrayList<>();
		try (Hearing later = new Hearing(tasks::add)) {
			WeakReference<Object> temporary = listenTemporarily(later);
			later.publish("hello");
			GarbageCollector.run();
			assertThat(temporary.refersTo(null)).isFalse();
			tasks.get(0).run();
			assertThat(this.calls).hasValue(1);
			tasks.clear();
			GarbageCollector.awaitCollected(temporary);
		}
	}

	private OwnedRegistration listen(Object owner) {
		AtomicInteger calls = this.calls;
		return this.hearing.listeners.on(owner, String.class, (same, event) -> calls.incrementAndGet());
	}

	private WeakReference<Object> hearTemporarily() {
		Object owner = new Object();
		listen(owner);
		this.hearing.publish("hello");
		WeakReference<Object> reference = new WeakReference<>(owner);
		Reference.reachabilityFence(owner);
		return reference;
	}

	private WeakReference<Object> listenTemporarily() {
		return listenTemporarily(new ArrayList<>());
	}

	private WeakReference<Object> listenTemporarily(List<OwnedRegistration> registrations) {
		Object owner = new Object();
		registrations.add(listen(owner));
		return new WeakReference<>(owner);
	}

	private WeakReference<Object> listenTemporarily(Hearing hearing) {
		Object owner = new Object();
		AtomicInteger calls = this.calls;
		hearing.listeners.to(String.class).async().on(owner, (same, event) -> calls.incrementAndGet());
		return new WeakReference<>(owner);
	}

	private ManagedListeners managed() {
		return this.hearing.managed(String.class);
	}

	private static Reference<?> reference(OwnedRegistration registration) {
		return (Reference<?>) Objects
			.requireNonNull(((WeakReference<?>) ReflectionTestUtils.getField(registration, "entry")).get());
	}

}
