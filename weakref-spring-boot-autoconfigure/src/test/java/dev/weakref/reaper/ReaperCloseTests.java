package dev.weakref.reaper;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import ch.qos.logback.classic.Level;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.References;
import dev.weakref.collection.SimulatedCollection;
import dev.weakref.testsupport.Background;
import dev.weakref.testsupport.GarbageCollector;
import dev.weakref.testsupport.LogRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The end of a reaper, at its leisure and under adverse conditions.
 */
@Timeout(30)
class ReaperCloseTests {

	private final LogRecorder log = new LogRecorder(Reaper.class);

	private final Drainable drainable = (dead) -> {
	};

	private final CallbackSource source = CallbackSource.of("cache", "images");

	@AfterEach
	void closeLog() {
		this.log.close();
	}

	@Test
	void threadIsGoneAfterClose() {
		Reaper reaper = Reaper.start();
		reaper.close();
		assertThat(reaper.statistics().running()).isFalse();
		assertThat(this.log.messages(Level.WARN)).isEmpty();
	}

	@Test
	void closeDoesNotTakeLong() {
		Reaper reaper = Reaper.start();
		long start = System.nanoTime();
		reaper.close();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
	}

	@Test
	void aClosedReaperHoldsNothingThatWasToFollowACollection() {
		Reaper reaper = Reaper.start();
		Object owner = new Object();
		List<Reference<?>> actions = watch(reaper, owner);
		reaper.close();
		actions.forEach(GarbageCollector::awaitCollected);
		Reference.reachabilityFence(owner);
		Reference.reachabilityFence(reaper);
	}

	@Test
	void aClosedReaperDoesNotHoldReferencesThatAreEnqueuedLater() {
		Reaper reaper = Reaper.start();
		List<Reference<?>> references = new ArrayList<>(List.of(reference(reaper), reference(reaper)));
		WeakReference<Reference<?>> first = new WeakReference<>(references.get(0));
		reaper.close();
		references.forEach(Reference::enqueue);
		references.clear();
		GarbageCollector.awaitCollected(first);
		Reference.reachabilityFence(reaper);
	}

	private Reference<?> reference(Reaper reaper) {
		return new ReapedReference<Object>(this, reaper) {

			@Override
			protected void reap() {
			}

		};
	}

	@Test
	void aRunningReaperHoldsWhatIsToFollowACollection() {
		Reaper reaper = Reaper.start();
		Object owner = new Object();
		List<Reference<?>> actions = watch(reaper, owner);
		GarbageCollector.run();
		assertThat(actions).noneMatch((action) -> action.refersTo(null));
		Reference.reachabilityFence(owner);
		reaper.close();
	}

	private List<Reference<?>> watch(Reaper reaper, Object owner) {
		AtomicInteger captured = new AtomicInteger();
		Runnable action = captured::incrementAndGet;
		Runnable task = captured::get;
		ReferenceQueue<Object> queue = new ReferenceQueue<>();
		reaper.onCollected(owner, action);
		reaper.maintain(owner, task);
		reaper.watch(queue, this.drainable);
		return List.of(new WeakReference<>(action), new WeakReference<>(task), new WeakReference<>(queue));
	}

	@Test
	void secondCloseHasNoEffect() {
		Reaper reaper = Reaper.start();
		reaper.close();
		reaper.close();
		assertThat(reaper.statistics().running()).isFalse();
	}

	@Test
	void closeRunsTheCallbacksOfWhatHasBeenCollected() {
		AtomicInteger calls = new AtomicInteger();
		Reaper reaper = Reaper.start();
		ReferenceMap<Object, Object> map = map(reaper, calls::incrementAndGet);
		List<Object> keys = new ArrayList<>();
		for (int i = 0; i < 1_000; i++) {
			keys.add(new Object());
			map.put(keys.get(i), this);
		}
		keys.forEach((key) -> SimulatedCollection.collect(map, key));
		reaper.close();
		assertThat(calls).hasValue(1_000);
		assertThat(reaper.statistics().backlog()).isZero();
	}

	@Test
	void closeWaitsForTheCallbackThatIsRunning() {
		Reaper reaper = Reaper.start();
		CountDownLatch latch = new CountDownLatch(1);
		AtomicBoolean ended = new AtomicBoolean();
		submit(reaper, () -> {
			awaitLatch(latch);
			ended.set(true);
		});
		Background<Boolean> closing = Background.run(reaper::close).awaitWaiting();
		assertThat(ended).isFalse();
		latch.countDown();
		assertThat(closing.result()).isTrue();
		assertThat(ended).isTrue();
		assertThat(this.log.messages(Level.WARN)).isEmpty();
	}

	@Test
	void closeWaitsForCallbacksOnAnExecutor() {
		ExecutorService executor = Executors.newSingleThreadExecutor();
		try {
			Reaper reaper = Reaper.builder().executor(executor).start();
			CountDownLatch latch = new CountDownLatch(1);
			submit(reaper, () -> awaitLatch(latch));
			Background<Boolean> closing = Background.run(reaper::close).awaitWaiting();
			await().until(() -> !reaper.statistics().running());
			assertThat(closing.isDone()).isFalse();
			latch.countDown();
			assertThat(closing.result()).isTrue();
			assertThat(reaper.statistics().backlog()).isZero();
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void closeByACallbackDoesNotWaitForIt() {
		Reaper reaper = Reaper.start();
		CountDownLatch closed = new CountDownLatch(1);
		submit(reaper, () -> {
			reaper.close();
			closed.countDown();
		});
		await().until(() -> closed.getCount() == 0 && !reaper.statistics().running());
		assertThat(reaper.statistics().backlog()).isZero();
		assertThat(this.log.messages(Level.WARN)).isEmpty();
	}

	@Test
	void closeByACallbackOnAnExecutorDoesNotWaitForIt() {
		ExecutorService executor = Executors.newSingleThreadExecutor();
		try {
			Reaper reaper = Reaper.builder().executor(executor).start();
			CountDownLatch closed = new CountDownLatch(1);
			submit(reaper, () -> {
				reaper.close();
				closed.countDown();
			});
			await().atMost(Duration.ofSeconds(5))
				.until(() -> closed.getCount() == 0 && reaper.statistics().backlog() == 0);
			assertThat(this.log.messages(Level.WARN)).isEmpty();
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void callbackThatDoesNotEndIsInterruptedAndReportedByItsSource() {
		Reaper reaper = Reaper.builder().closeTimeout(Duration.ofMillis(100)).start();
		AtomicBoolean interrupted = new AtomicBoolean();
		CountDownLatch begun = new CountDownLatch(1);
		submit(reaper, () -> {
			begun.countDown();
			interrupted.set(isInterruptedWhileBlocked());
		});
		awaitLatch(begun);
		reaper.close();
		await().untilTrue(interrupted);
		await().until(() -> !reaper.statistics().running());
		assertThat(this.log.messages(Level.WARN)).singleElement()
			.asString()
			.startsWith("1 callbacks had not ended 1")
			.endsWith("running are those of [cache images]");
	}

	@Test
	void callbacksBehindOneThatDoesNotEndAreAbandoned() {
		Reaper reaper = Reaper.builder().closeTimeout(Duration.ofMillis(100)).start();
		AtomicInteger calls = new AtomicInteger();
		CountDownLatch begun = new CountDownLatch(1);
		submit(reaper, () -> {
			begun.countDown();
			isInterruptedWhileBlocked();
		});
		awaitLatch(begun);
		for (int i = 0; i < 10; i++) {
			submit(reaper, () -> {
				calls.incrementAndGet();
				isInterruptedWhileBlocked();
			});
		}
		reaper.close();
		await().until(() -> !reaper.statistics().running());
		assertThat(calls).hasValue(0);
		assertThat(reaper.statistics().backlog()).isZero();
	}

	@Test
	void listBehindOneThatDoesNotEndIsAbandonedAsAWhole() {
		Reaper reaper = Reaper.builder().closeTimeout(Duration.ofMillis(100)).start();
		AtomicInteger calls = new AtomicInteger();
		CountDownLatch begun = new CountDownLatch(1);
		submit(reaper, () -> {
			begun.countDown();
			isInterruptedWhileBlocked();
		});
		awaitLatch(begun);
		reaper.callbacks().submit(list(1_000, calls::incrementAndGet), System.nanoTime());
		assertThat(reaper.statistics().backlog()).isEqualTo(1_001);
		reaper.close();
		await().until(() -> !reaper.statistics().running());
		assertThat(calls).hasValue(0);
		assertThat(reaper.statistics().backlog()).isZero();
	}

	@Test
	void restOfAListIsAbandonedWhenOneOfItDoesNotEnd() {
		Reaper reaper = Reaper.builder().closeTimeout(Duration.ofMillis(100)).start();
		AtomicInteger calls = new AtomicInteger();
		CountDownLatch begun = new CountDownLatch(1);
		reaper.callbacks().submit(list(1_000, () -> {
			if (calls.incrementAndGet() == 10) {
				begun.countDown();
				isInterruptedWhileBlocked();
			}
		}), System.nanoTime());
		awaitLatch(begun);
		reaper.close();
		await().until(() -> !reaper.statistics().running());
		assertThat(calls).hasValue(10);
		assertThat(reaper.statistics().backlog()).isZero();
	}

	@Test
	void closeTimeoutOfZeroDoesNotWait() {
		Reaper reaper = Reaper.builder().closeTimeout(Duration.ZERO).start();
		CountDownLatch begun = new CountDownLatch(1);
		AtomicBoolean interrupted = new AtomicBoolean();
		submit(reaper, () -> {
			begun.countDown();
			interrupted.set(isInterruptedWhileBlocked());
		});
		awaitLatch(begun);
		reaper.close();
		await().untilTrue(interrupted);
		assertThat(this.log.messages(Level.WARN)).hasSize(1);
	}

	@Test
	void closeTimeoutMayBeLongerThanAnyLife() {
		Reaper reaper = Reaper.builder().closeTimeout(Duration.ofSeconds(Long.MAX_VALUE)).start();
		reaper.close();
		assertThat(reaper.statistics().running()).isFalse();
	}

	@Test
	void threadThatIsInterruptedWhileItClosesStaysInterrupted() {
		Reaper reaper = Reaper.start();
		CountDownLatch latch = new CountDownLatch(1);
		submit(reaper, () -> awaitLatch(latch));
		AtomicReference<Thread> closer = new AtomicReference<>();
		Background<Boolean> closing = Background.<Boolean>start(() -> {
			closer.set(Thread.currentThread());
			reaper.close();
			return Thread.currentThread().isInterrupted();
		}).awaitWaiting();
		closer.get().interrupt();
		assertThat(closing.result()).isTrue();
		latch.countDown();
	}

	@Test
	void structuresStayUsableAndDrainAsTheyAreWrittenTo() {
		AtomicInteger calls = new AtomicInteger();
		Reaper reaper = Reaper.start();
		ReferenceMap<Object, Object> map = map(reaper, calls::incrementAndGet);
		reaper.close();
		for (int i = 0; i < 1_000; i++) {
			Object key = new Object();
			map.put(key, this);
			SimulatedCollection.collect(map, key);
		}
		map.put(this, this);
		assertThat(map.estimatedSize()).isOne();
		assertThat(map.collectedCount()).isEqualTo(1_000);
	}

	@Test
	void whatIsCollectedAfterCloseCallsNobodyAndPilesUpNowhere() {
		AtomicInteger calls = new AtomicInteger();
		Reaper reaper = Reaper.start();
		ReferenceMap<Object, Object> map = map(reaper, calls::incrementAndGet);
		reaper.close();
		for (int i = 0; i < 100; i++) {
			Object key = new Object();
			map.put(key, this);
			SimulatedCollection.collect(map, key);
		}
		map.cleanUp();
		assertThat(calls).hasValue(0);
		assertThat(reaper.statistics().backlog()).isZero();
	}

	@Test
	void callbacksHandedOverWhileTheReaperClosesEitherRunOrAreDropped() {
		long ran = 0;
		for (int round = 0; round < 50; round++) {
			Reaper reaper = Reaper.start();
			AtomicInteger calls = new AtomicInteger();
			Background<Boolean> submitting = Background.run(() -> {
				for (int i = 0; i < 1_000; i++) {
					submit(reaper, calls::incrementAndGet);
				}
			});
			reaper.close();
			assertThat(submitting.result()).isTrue();
			assertThat(reaper.statistics().backlog()).isZero();
			ran += calls.get();
			assertThat(this.source.succeeded()).isEqualTo(ran);
		}
	}

	private ReferenceMap<Object, Object> map(Reaper reaper, Runnable callback) {
		return ReferenceMap.<Object, Object>builder(References.WEAK_VALUES, KeyEquality.IDENTITY)
			.reaper(reaper)
			.onCollected((key) -> submit(reaper, callback))
			.build();
	}

	private Callback list(int length, Runnable callback) {
		Callback first = null;
		for (int i = 0; i < length; i++) {
			Callback next = new TestCallback(this.source, callback);
			next.setNext(first);
			first = next;
		}
		return first;
	}

	private void submit(Reaper reaper, Runnable callback) {
		reaper.callbacks().submit(this.source, System.nanoTime(), callback);
	}

	private static boolean isInterruptedWhileBlocked() {
		try {
			new CountDownLatch(1).await();
			return false;
		}
		catch (InterruptedException ex) {
			return true;
		}
	}

	private static void awaitLatch(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static final class TestCallback extends Callback {

		private final CallbackSource source;

		private final Runnable code;

		TestCallback(CallbackSource source, Runnable code) {
			this.source = source;
			this.code = code;
		}

		@Override
		protected CallbackSource source() {
			return this.source;
		}

		@Override
		protected boolean run() {
			this.code.run();
			return true;
		}

	}

}
