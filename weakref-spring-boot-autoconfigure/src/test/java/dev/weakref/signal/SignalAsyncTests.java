package dev.weakref.signal;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for sending asynchronously.
 */
class SignalAsyncTests {

	@AutoClose
	private final Reaper reaper = Reaper.start();

	private final ManualExecutor executor = new ManualExecutor();

	private final Signal<Object, String> signal = new Signals(this.reaper, this.executor).create("news");

	private final List<String> calls = new CopyOnWriteArrayList<>();

	private final IllegalStateException failure = new IllegalStateException("fails");

	@Test
	void receiversRunOnTheExecutorInOneTaskAndInOrder() {
		connect("first");
		connect("second");
		CompletableFuture<List<Signal.Result>> results = this.signal.prepare().from(this).sendAsync("event");
		assertThat(this.calls).isEmpty();
		assertThat(results).isNotDone();
		assertThat(this.executor.tasks).hasSize(1);
		this.executor.run();
		assertThat(this.calls).containsExactly("first event", "second event");
		assertThat(results.join()).extracting(Signal.Result::receiver, Signal.Result::value, Signal.Result::failure)
			.containsExactly(tuple("first", "from first", null), tuple("second", "from second", null));
	}

	@Test
	void receiversAreThoseOfTheMomentOfSending() {
		connect("first");
		CompletableFuture<List<Signal.Result>> results = this.signal.prepare().from(this).sendAsync("event");
		connect("second");
		this.signal.disconnect("first");
		this.executor.run();
		assertThat(results.join()).extracting(Signal.Result::receiver).containsExactly("first");
	}

	@Test
	void withoutReceiversTheResultIsThereAtOnce() {
		assertThat(this.signal.prepare().from(this).sendAsync("event")).isCompletedWithValue(List.of());
		assertThat(this.signal.prepare().from(this).robust().sendAsync("event")).isCompletedWithValue(List.of());
		assertThat(this.executor.tasks).isEmpty();
		assertThat(this.signal.state.sends()).isEqualTo(2);
	}

	@Test
	void stagesAreStartedTogetherAfterAllOthersAndWaitedFor() {
		CompletableFuture<String> one = stage("one");
		CompletableFuture<String> two = stage("two");
		connect("first");
		CompletableFuture<List<Signal.Result>> results = this.signal.prepare().from(this).sendAsync("event");
		this.executor.run();
		assertThat(this.calls).containsExactly("first event", "one event", "two event");
		two.complete("second answer");
		assertThat(results).isNotDone();
		one.complete("first answer");
		assertThat(results.join()).extracting(Signal.Result::receiver, Signal.Result::value, Signal.Result::failure)
			.containsExactly(tuple("first", "from first", null), tuple("one", "first answer", null),
					tuple("two", "second answer", null));
	}

	@Test
	void anExceptionEndsTheSynchronousPartAndIsGivenAsItIs() {
		this.signal.uid("failing").connectStrong((event) -> {
			throw this.failure;
		});
		connect("second");
		stage("stage");
		CompletableFuture<List<Signal.Result>> results = this.signal.prepare().from(this).sendAsync("event");
		this.executor.run();
		assertThat(failureOf(results)).isSameAs(this.failure);
		assertThat(this.calls).isEmpty();
	}

	@Test
	void oneFailedStageIsGivenAsItIsOnceAllHaveAnswered() {
		CompletableFuture<String> one = stage("one");
		CompletableFuture<String> two = stage("two");
		CompletableFuture<List<Signal.Result>> results = this.signal.prepare().from(this).sendAsync("event");
		this.executor.run();
		IOException failure = new IOException();
		one.completeExceptionally(failure);
		assertThat(results).isNotDone();
		two.complete("answer");
		assertThat(failureOf(results)).isSameAs(failure).hasNoSuppressedExceptions();
		assertThat(this.signal.state.failed()).isEqualTo(1);
	}

	@Test
	void aSenderThatWaitsIsThrownTheVeryExceptionOfAStage() {
		IOException failure = new IOException();
		stage("one").completeExceptionally(failure);
		assertThatThrownBy(() -> this.signal.send(this, "event")).isSameAs(failure);
	}

	@Test
	void ofSeveralFailedStagesTheFirstSuppressesTheOthers() {
		stage("one").completeExceptionally(this.failure);
		IOException other = new IOException();
		stage("two").completeExceptionally(new CompletionException(other));
		stage("three").completeExceptionally(this.failure);
		this.signal.async().uid("four").connectStrong((sender, event) -> {
			throw new UnsupportedOperationException();
		});
		CompletableFuture<List<Signal.Result>> results = this.signal.prepare().from(this).sendAsync("event");
		this.executor.run();
		assertThat(failureOf(results)).isSameAs(this.failure);
		assertThat(this.failure.getSuppressed()).hasSize(2).contains(other);
		assertThat(this.signal.state.failed()).isEqualTo(4);
	}

	@Test
	void aRobustSendGivesExceptionsOfBothKindsAsResults() {
		this.signal.uid("failing").connectStrong((event) -> {
			throw this.failure;
		});
		IOException late = new IOException();
		stage("stage").completeExceptionally(late);
		connect("second");
		CompletableFuture<List<Signal.Result>> results = this.signal.prepare().from(this).robust().sendAsync("event");
		this.executor.run();
		assertThat(results.join()).extracting(Signal.Result::receiver, Signal.Result::value, Signal.Result::failure)
			.containsExactly(tuple("failing", null, this.failure), tuple("second", "from second", null),
					tuple("stage", null, late));
		assertThat(this.signal.state.failed()).isEqualTo(2);
	}

	@Test
	void anErrorFailsEvenARobustSend() {
		StackOverflowError error = new StackOverflowError();
		stage("stage").completeExceptionally(error);
		CompletableFuture<List<Signal.Result>> results = this.signal.prepare().from(this).robust().sendAsync("event");
		this.executor.run();
		assertThat(failureOf(results)).isSameAs(error);
	}

	@Test
	void anExecutorCanBeGiven() {
		connect("first");
		assertThat(this.signal.prepare().from(this).sendAsync("event", Runnable::run).join()).hasSize(1);
		assertThat(this.signal.prepare().from(this).robust().sendAsync("event", Runnable::run).join()).hasSize(1);
		assertThat(this.executor.tasks).isEmpty();
	}

	@Test
	void anExecutorIsNotTakenForAnEventOfASignalOfObjects() {
		Signal<Object, Object> objects = new Signals(this.reaper).create();
		objects.connectStrong((sender, event) -> sender + " " + event);
		assertThat(objects.prepare().sendAsync("event", this.executor)).isNotDone();
		CompletableFuture<List<Signal.Result>> results = objects.prepare()
			.from("Ann")
			.sendAsync("event", this.executor);
		this.executor.run();
		assertThat(results.join()).extracting(Signal.Result::value).containsExactly("Ann event");
	}

	@Test
	void aRejectedEventFails() {
		connect("first");
		RejectedExecutionException rejection = new RejectedExecutionException();
		assertThat(failureOf(this.signal.prepare().from(this).sendAsync("event", (task) -> {
			throw rejection;
		}))).isSameAs(rejection);
	}

	@Test
	void withoutAnExecutorThereIsTheCommonPool() {
		Signal<Object, String> other = new Signals(this.reaper).create();
		other.connectStrong((sender, event) -> Thread.currentThread());
		assertThat(other.prepare().from(this).sendAsync("event").join()).extracting(Signal.Result::value)
			.doesNotContain(Thread.currentThread());
	}

	@Test
	void anOwnerIsHeldUntilTheLastAnswer() {
		CompletableFuture<String> answer = new CompletableFuture<>();
		WeakReference<Object> owner = connectTemporary(answer);
		CompletableFuture<List<Signal.Result>> results = this.signal.prepare().from(this).sendAsync("event");
		this.executor.run();
		GarbageCollector.run();
		assertThat(owner.refersTo(null)).isFalse();
		answer.complete("answer");
		assertThat(results.join()).hasSize(1);
		GarbageCollector.awaitCollected(owner);
	}

	private WeakReference<Object> connectTemporary(CompletableFuture<String> answer) {
		Object owner = new Object();
		this.signal.async().connect(owner, (held, sender, event) -> answer);
		return new WeakReference<>(owner);
	}

	private void connect(String uid) {
		this.signal.uid(uid).connectStrong((sender, event) -> {
			this.calls.add(uid + " " + event);
			return "from " + uid;
		});
	}

	private CompletableFuture<String> stage(String uid) {
		CompletableFuture<String> stage = new CompletableFuture<>();
		this.signal.async().uid(uid).connectStrong((sender, event) -> {
			this.calls.add(uid + " " + event);
			return stage;
		});
		return stage;
	}

	private static Throwable failureOf(CompletableFuture<?> future) {
		assertThat(future).isCompletedExceptionally();
		return assertThatExceptionOfType(CompletionException.class).isThrownBy(future::join).actual().getCause();
	}

	private static final class ManualExecutor implements Executor {

		private final List<Runnable> tasks = new CopyOnWriteArrayList<>();

		@Override
		public void execute(Runnable task) {
			this.tasks.add(task);
		}

		void run() {
			List<Runnable> tasks = List.copyOf(this.tasks);
			this.tasks.clear();
			tasks.forEach(Runnable::run);
		}

	}

}
