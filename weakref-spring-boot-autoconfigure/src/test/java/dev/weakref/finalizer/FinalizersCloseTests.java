package dev.weakref.finalizer;

import java.lang.ref.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.weakref.collection.SimulatedCollector;
import dev.weakref.reaper.Reaper;
import dev.weakref.reference.Referents;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link Finalizers#close()}.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class FinalizersCloseTests {

	@AutoClose
	private final Reaper reaper = Reaper.builder().executor(Runnable::run).start();

	private final Referents referents = new Referents(this.reaper);

	private final Finalizers finalizers = new Finalizers(this.referents);

	private final List<Object> events = new CopyOnWriteArrayList<>();

	private final Object object = new Object();

	private final Object other = new Object();

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aFinalizerCanBeRegisteredAsNotToRunAtClose(boolean others) {
		Finalizers finalizers = new Finalizers(this.referents, others, Duration.ofSeconds(10));
		assertThat(finalizers.register(this.object, "off", this.events::add, false).isRunOnClose()).isFalse();
		assertThat(finalizers.register(this.object, "on", this.events::add, true).isRunOnClose()).isTrue();
		assertThat(finalizers.registerFunction(this.object, "off", this.events::add, false).isRunOnClose()).isFalse();
		assertThat(finalizers.registerFunction(this.object, "function", this.events::add, true).isRunOnClose())
			.isTrue();
		finalizers.close();
		assertThat(this.events).containsExactly("function", "on");
	}

	@Test
	void pendingFinalizersRunAtCloseNewestFirst() {
		List<Object> objects = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			objects.add(new Object());
			this.finalizers.register(objects.get(i / 2), i, this.events::add);
		}
		this.finalizers.close();
		assertThat(this.events).hasSize(200).first().isEqualTo(199);
		assertThat(this.events).isSortedAccordingTo((a, b) -> (Integer) b - (Integer) a);
		assertThat(this.finalizers.statistics()).isEqualTo(new FinalizerStatistics(0, 0, 0, 200, 0, 0));
		Reference.reachabilityFence(objects);
	}

	@Test
	void pendingFinalizersRunAlthoughTheClosingThreadWasInterruptedBefore() {
		this.finalizers.register(this.object, "first", this.events::add);
		Thread.currentThread().interrupt();
		this.finalizers.close();
		assertThat(Thread.interrupted()).as("still interrupted").isTrue();
		assertThat(this.events).containsExactly("first");
	}

	@Test
	void someFinalizersCanBeRunBeforeTheOthers() {
		Finalizer<?> first = this.finalizers.register(this.object, "first", this.events::add);
		Finalizer<?> other = this.finalizers.register(this.object, "other", this.events::add);
		Finalizer<?> off = this.finalizers.register(this.object, "off", this.events::add);
		Finalizer<?> called = this.finalizers.register(this.object, "called", this.events::add);
		Finalizer<?> last = this.finalizers.register(this.object, "last", this.events::add);
		off.setRunOnClose(false);
		called.call();
		this.finalizers.close(List.of(first, last, off, called));
		assertThat(this.events).containsExactly("called", "last", "first");
		assertThat(other.isPending()).isTrue();
		assertThat(off.isPending()).isTrue();
		this.finalizers.register(this.object, "later", this.events::add);
		this.finalizers.close();
		assertThat(this.events).containsExactly("called", "last", "first", "later", "other");
		assertThat(this.finalizers.statistics()).isEqualTo(new FinalizerStatistics(0, 0, 1, 4, 0, 0));
	}

	@Test
	void finalizersOfAnotherFactoryAreLeftAlone() {
		Finalizer<?> finalizer = this.finalizers.register(this.object, "event", this.events::add);
		new Finalizers(this.referents).close(List.of(finalizer));
		assertThat(this.events).isEmpty();
		assertThat(finalizer.isPending()).isTrue();
	}

	@Test
	void finalizersWhoseObjectIsCollectedButThatHaveNotRunAreRunOnce() {
		Finalizer<?> finalizer = this.finalizers.register(this.object, "event", this.events::add);
		Runnable notice = SimulatedCollector.clear(this.referents, this.object);
		this.finalizers.close(List.of(finalizer));
		assertThat(this.events).containsExactly("event");
		notice.run();
		assertThat(this.events).containsExactly("event");
	}

	@Test
	void finalizersThatHaveNoTimeToRunStayPending(CapturedOutput output) {
		Finalizers impatient = new Finalizers(this.referents, true, Duration.ofMillis(500));
		Finalizer<?> waiting = impatient.register(this.object, "waiting", this.events::add);
		Finalizer<?> slow = impatient.registerFunction(this.object, new CountDownLatch(1),
				FinalizersCloseTests::isReached);
		impatient.close(List.of(waiting, slow));
		assertThat(output).containsPattern("had not ended \\d+ ms after the close of its finalizers");
		assertThat(waiting.isPending()).isTrue();
		assertThat(this.events).isEmpty();
	}

	@Test
	void aCloseTimeoutMayBeAsLongAsADurationCanBe() {
		Finalizers patient = new Finalizers(this.referents, true, Duration.ofSeconds(Long.MAX_VALUE));
		patient.register(this.object, "event", this.events::add);
		patient.close();
		assertThat(this.events).containsExactly("event");
		assertThatIllegalStateException().isThrownBy(() -> patient.register(this.object, "late", this.events::add));
	}

	@Test
	void finalizersThatAreNotToRunAtCloseDoNotRunAfterIt() {
		Finalizer<?> off = this.finalizers.register(this.object, "off", this.events::add);
		Finalizer<?> on = this.finalizers.register(this.object, "on", this.events::add);
		assertThat(off.isRunOnClose()).isTrue();
		off.setRunOnClose(false);
		on.setRunOnClose(false);
		on.setRunOnClose(true);
		assertThat(off.isRunOnClose()).isFalse();
		this.finalizers.close();
		assertThat(this.events).containsExactly("on");
		assertThat(off.isPending()).isFalse();
		assertThat(off.call()).isNull();
		SimulatedCollector.collect(this.referents, this.object);
		assertThat(this.events).containsExactly("on");
		assertThat(this.finalizers.statistics()).isEqualTo(new FinalizerStatistics(0, 0, 0, 1, 0, 0));
	}

	@Test
	void theDefaultCanBeNotToRunAtClose() {
		Finalizers quiet = new Finalizers(this.referents, false, Duration.ofSeconds(1));
		Finalizer<?> off = quiet.register(this.object, "off", this.events::add);
		quiet.register(this.object, "on", this.events::add).setRunOnClose(true);
		assertThat(off.isRunOnClose()).isFalse();
		quiet.close();
		assertThat(this.events).containsExactly("on");
	}

	@Test
	void aDeadFinalizerCannotBeSetToRunAtClose() {
		Finalizer<?> finalizer = this.finalizers.register(this.object, "a", this.events::add);
		finalizer.call();
		finalizer.setRunOnClose(true);
		assertThat(finalizer.isRunOnClose()).isFalse();
		this.finalizers.close();
		assertThat(this.events).containsExactly("a");
	}

	@Test
	void aFinalizerThatThrowsDoesNotKeepTheOthersFromRunning() {
		this.finalizers.register(this.object, "first", this.events::add);
		this.finalizers.register(this.object, "second", (resource) -> {
			throw new LinkageError("broken");
		});
		this.finalizers.close();
		assertThat(this.events).containsExactly("first");
		assertThat(this.finalizers.statistics()).isEqualTo(new FinalizerStatistics(0, 0, 0, 2, 0, 1));
		assertThat(this.reaper.statistics().lastFailure())
			.satisfies((failure) -> assertThat(failure.source()).isEqualTo("finalizer"));
	}

	@Test
	void finalizersThatAreRegisteredDuringCloseRunNext() {
		this.finalizers.register(this.object, "old", this.events::add);
		this.finalizers.register(this.object, this.object.hashCode(), this::registerTwoMore);
		this.finalizers.close();
		assertThat(this.events).containsExactly("outer", "late 2", "late 1", "old");
		assertThat(this.finalizers.statistics()).isEqualTo(new FinalizerStatistics(0, 0, 0, 4, 0, 0));
	}

	@Test
	void noFinalizerCanBeRegisteredAfterClose() {
		this.finalizers.close();
		assertThatIllegalStateException().isThrownBy(() -> this.finalizers.register(this.object, "a", this.events::add))
			.withMessageContaining("closed");
		assertThat(this.finalizers.statistics().pending()).isZero();
		this.finalizers.close();
	}

	@Test
	void anActionThatClosesTheFinalizersDoesNotWaitForItself() {
		this.finalizers.register(this.object, this.finalizers, Finalizers::close);
		this.finalizers.close();
		assertThat(this.finalizers.statistics().close()).isEqualTo(1);
	}

	@Test
	void aFinalizerWhoseObjectWasCollectedUnnoticedRunsAtCloseAndNotAgain() {
		this.finalizers.register(this.object, "a", this.events::add);
		Runnable notice = SimulatedCollector.clear(this.referents, this.object);
		this.finalizers.close();
		assertThat(this.events).containsExactly("a");
		notice.run();
		assertThat(this.events).containsExactly("a");
	}

	@Test
	void aFinalizerWhoseCollectionTheReaperHasNoticedIsRunByTheReaper() {
		List<Runnable> tasks = new ArrayList<>();
		try (Reaper slow = Reaper.builder().executor(tasks::add).start()) {
			Referents referents = new Referents(slow);
			Finalizers finalizers = new Finalizers(referents);
			finalizers.register(this.object, "noticed", this.events::add);
			SimulatedCollector.collect(referents, this.object);
			finalizers.close();
			assertThat(this.events).isEmpty();
			tasks.forEach(Runnable::run);
			assertThat(this.events).containsExactly("noticed");
			assertThat(finalizers.statistics().collected()).isEqualTo(1);
		}
	}

	@Test
	void aFinalizerThatBlocksIsInterruptedAndReportedAndTheLaterOnesAreAbandoned(CapturedOutput output) {
		Finalizers impatient = new Finalizers(this.referents, true, Duration.ofMillis(500));
		AtomicBoolean interrupted = new AtomicBoolean();
		CountDownLatch never = new CountDownLatch(1);
		Finalizer<?> behind = impatient.register(this.object, "behind", this.events::add);
		impatient.register(this.object, never, (latch) -> {
			try {
				latch.await();
			}
			catch (InterruptedException ex) {
				interrupted.set(true);
			}
		});
		impatient.close();
		await().untilTrue(interrupted);
		assertThat(output)
			.containsPattern("\\[java\\.lang\\.Object] had not ended \\d+ ms after the close of its finalizers")
			.contains("1 finalizers were not run at close for lack of time");
		assertThat(behind.isPending()).isFalse();
		assertThat(this.events).isEmpty();
		assertThat(impatient.statistics().pending()).isZero();
	}

	private void registerTwoMore(Object ignored) {
		this.events.add("outer");
		this.finalizers.register(this.other, "late 1", this.events::add);
		this.finalizers.register(this.other, "late 2", this.events::add);
	}

	private static boolean isReached(CountDownLatch latch) {
		try {
			return latch.await(30, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			return false;
		}
	}

}
