package dev.weakref.reaper;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import dev.weakref.Kind;
import dev.weakref.Registration;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.References;
import dev.weakref.collection.SimulatedCollector;
import dev.weakref.testsupport.GarbageCollector;
import dev.weakref.testsupport.LogRecorder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class ReaperTests {

	@AutoClose
	private final Reaper reaper = Reaper.builder().closeTimeout(Duration.ofSeconds(5)).start();

	@Test
	void theThreadIsADaemonWithTheSystemClassLoader() {
		List<Thread> threads = new CopyOnWriteArrayList<>();
		this.reaper.callbacks().submit(CallbackSource.of(Kind.REFERENCE), () -> threads.add(Thread.currentThread()));
		await().untilAsserted(() -> assertThat(threads).singleElement().satisfies((thread) -> {
			assertThat(thread.isDaemon()).isTrue();
			assertThat(thread.getName()).isEqualTo("weakref-reaper");
			assertThat(thread.getContextClassLoader()).isSameAs(ClassLoader.getSystemClassLoader());
		}));
	}

	@Test
	void cyclesOfTheCollectorAreNoticed() {
		long before = this.reaper.statistics().cycles();
		GarbageCollector.awaitUntil("two more cycles are noticed",
				() -> this.reaper.statistics().cycles() >= before + 2);
	}

	@Test
	void deadEntriesAreDrainedWithoutWrites() {
		ReferenceMap<Object, Object> map = map();
		Object key = new Object();
		map.put(key, new Object());
		SimulatedCollector.collect(map, key);
		await().untilAsserted(() -> assertThat(map.estimatedSize()).isZero());
		assertThat(map.collectedCount()).isOne();
		assertThat(this.reaper.statistics().drained()).isOne();
	}

	@Test
	void reallyCollectedEntriesAreDrainedWithoutWrites() {
		ReferenceMap<Object, Object> map = map();
		fill(map, 1_000);
		GarbageCollector.awaitUntil("all entries are drained", () -> map.estimatedSize() == 0);
		assertThat(map.collectedCount()).isEqualTo(1_000);
	}

	@Test
	void entriesThatAreHeldAreNotDrained() {
		ReferenceMap<Object, Object> map = map();
		List<Object> held = fill(map, 1_000);
		GarbageCollector.run();
		assertThat(map.estimatedSize()).isEqualTo(1_000);
		assertThat(held).hasSize(1_000);
	}

	@Test
	void aStructureThatIsDroppedIsCollectedThoughItIsWatched() {
		WeakReference<?> dropped = new WeakReference<>(map());
		GarbageCollector.awaitCollected(dropped);
		assertThat(this.reaper.statistics().running()).isTrue();
	}

	@Test
	void aStructureIsCollectedThoughItsKeysLive() {
		Object key = new Object();
		WeakReference<?> dropped = droppedMapWith(key);
		GarbageCollector.awaitCollected(dropped);
		assertThat(key).isNotNull();
	}

	@Test
	void aStructureThatIsHeldIsNotCollected() {
		ReferenceMap<Object, Object> map = map();
		WeakReference<?> held = new WeakReference<>(map);
		GarbageCollector.run();
		assertThat(held.get()).isSameAs(map);
	}

	@Test
	void aStructureIsNotKeptAliveByPollingIt() {
		// The reaper must not ask for the owner unless there is something to drain
		WeakReference<?> dropped = droppedMapWith(new Object());
		await().pollDelay(Duration.ofMillis(100)).until(() -> this.reaper.statistics().running());
		GarbageCollector.awaitCollected(dropped);
		assertThat(dropped.refersTo(null)).isTrue();
	}

	@Test
	void aStructureWhoseWatchHasEndedIsNotDrained() {
		ReferenceQueue<Object> queue = new ReferenceQueue<>();
		List<Reference<?>> drained = new CopyOnWriteArrayList<>();
		Drainable owner = drained::add;
		this.reaper.watch(queue, owner).close();
		WeakReference<Object> reference = new WeakReference<>(this, queue);
		reference.enqueue();
		awaitRounds();
		assertThat(drained).isEmpty();
	}

	@Test
	void aStructureThatThrowsDoesNotHoldUpTheOthers() {
		ReferenceQueue<Object> queue = new ReferenceQueue<>();
		AtomicInteger calls = new AtomicInteger();
		Drainable failing = (dead) -> {
			calls.incrementAndGet();
			throw new AssertionError("structure's own fault");
		};
		try (LogRecorder log = new LogRecorder(Reaper.class)) {
			this.reaper.watch(queue, failing);
			List<Reference<?>> references = new ArrayList<>();
			for (int i = 0; i < 3; i++) {
				references.add(new WeakReference<>(this, queue));
			}
			references.forEach(Reference::enqueue);
			await().untilAsserted(() -> assertThat(calls).hasValue(3));
			ReferenceMap<Object, Object> map = map();
			Object key = new Object();
			map.put(key, this);
			SimulatedCollector.collect(map, key);
			await().untilAsserted(() -> assertThat(map.collectedCount()).isOne());
			assertThat(log.messages(Level.ERROR)).hasSize(3);
		}
		Reference.reachabilityFence(failing);
	}

	@Test
	void anActionFollowsTheCollectionOfAnObject() {
		AtomicInteger calls = new AtomicInteger();
		watchDropped(calls);
		GarbageCollector.awaitUntil("the action has run", () -> calls.get() == 1);
		assertThat(calls).hasValue(1);
	}

	@Test
	void anActionDoesNotRunWhileTheObjectIsHeld() {
		AtomicInteger calls = new AtomicInteger();
		Object held = new Object();
		this.reaper.onCollected(held, calls::incrementAndGet);
		GarbageCollector.run();
		awaitRounds();
		assertThat(calls).hasValue(0);
		Reference.reachabilityFence(held);
	}

	@Test
	void anActionThatWasEndedByHandDoesNotRun() {
		AtomicInteger calls = new AtomicInteger();
		watchDropped(calls).close();
		GarbageCollector.run();
		awaitRounds();
		assertThat(calls).hasValue(0);
	}

	@Test
	void anActionThatThrowsDoesNotEndTheThread() {
		watchDroppedWithFailingAction();
		AtomicInteger calls = new AtomicInteger();
		watchDropped(calls);
		GarbageCollector.awaitUntil("the other action has run", () -> calls.get() == 1);
		assertThat(this.reaper.statistics().running()).isTrue();
	}

	@Test
	void maintenanceIsRunAgainAndAgain() {
		AtomicInteger calls = new AtomicInteger();
		this.reaper.maintain(this, calls::incrementAndGet);
		await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(calls).hasValueGreaterThan(1));
	}

	@Test
	void maintenanceThatThrowsIsLoggedAndRunAgain() {
		AtomicInteger calls = new AtomicInteger();
		try (LogRecorder log = new LogRecorder(Reaper.class)) {
			this.reaper.maintain(this, () -> {
				calls.incrementAndGet();
				throw new AssertionError();
			});
			await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(calls).hasValueGreaterThan(1));
			assertThat(log.messages(Level.WARN)).singleElement()
				.asString()
				.matches("The maintenance task dev\\.weakref\\.reaper\\.ReaperTests\\S* failed and is run again; .*");
		}
	}

	@Test
	void maintenanceEndsWithItsOwner() {
		AtomicInteger calls = new AtomicInteger();
		WeakReference<?> task = maintainDropped(calls);
		GarbageCollector.awaitCollected(task);
		assertThat(task.refersTo(null)).isTrue();
	}

	@Test
	void maintenanceThatWasEndedByHandIsNotRun() {
		AtomicInteger calls = new AtomicInteger();
		AtomicInteger others = new AtomicInteger();
		this.reaper.maintain(this, calls::incrementAndGet).close();
		this.reaper.maintain(this, others::incrementAndGet);
		await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(others).hasPositiveValue());
		assertThat(calls).hasValue(0);
	}

	@Test
	void aReapedReferenceIsToldOnce() {
		AtomicInteger calls = new AtomicInteger();
		ReapedReference<Object> reference = new ReapedReference<>(this, this.reaper) {

			@Override
			protected void reap() {
				calls.incrementAndGet();
			}

		};
		reference.enqueue();
		reference.enqueue();
		await().untilAsserted(() -> assertThat(calls).hasValue(1));
		awaitRounds();
		assertThat(calls).hasValue(1);
	}

	@Test
	void aNoticeIsNotOlderThanTheLastIdleRound() {
		long before = System.nanoTime();
		await().untilAsserted(() -> assertThat(this.reaper.noticedAt() - before).isPositive());
		assertThat(this.reaper.noticedAt() - System.nanoTime()).isNegative();
	}

	private ReferenceMap<Object, Object> map() {
		return ReferenceMap.<Object, Object>builder(References.WEAK_VALUES, KeyEquality.IDENTITY)
			.reaper(this.reaper)
			.build();
	}

	private static List<Object> fill(ReferenceMap<Object, Object> map, int size) {
		List<Object> values = new ArrayList<>();
		for (int i = 0; i < size; i++) {
			Object value = new Object();
			values.add(value);
			map.put(new Object(), value);
		}
		return values;
	}

	private WeakReference<?> droppedMapWith(Object key) {
		ReferenceMap<Object, Object> map = map();
		map.put(key, key);
		return new WeakReference<>(map);
	}

	private Registration watchDropped(AtomicInteger calls) {
		return this.reaper.onCollected(new Object(), calls::incrementAndGet);
	}

	private void watchDroppedWithFailingAction() {
		this.reaper.onCollected(new Object(), () -> {
			throw new AssertionError();
		});
	}

	private WeakReference<?> maintainDropped(AtomicInteger calls) {
		Runnable task = calls::incrementAndGet;
		this.reaper.maintain(new Object(), task);
		return new WeakReference<>(task);
	}

	/**
	 * Wait until the reaper has gone through all it has to do, twice.
	 */
	private void awaitRounds() {
		for (int i = 0; i < 2; i++) {
			CountDownLatch round = new CountDownLatch(1);
			this.reaper.callbacks().submit(CallbackSource.of(Kind.REFERENCE), round::countDown);
			await().until(() -> round.getCount() == 0);
		}
	}

}
