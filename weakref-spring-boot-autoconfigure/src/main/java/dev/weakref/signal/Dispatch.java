package dev.weakref.signal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.weakref.singleflight.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way. Holds the receivers that were live when it was sent, until the
 * last one has answered, and no lock.
 */
final class Dispatch<S, E> {

	private final SignalState<S, E> state;

	private final Snapshot<S, E> receivers;

	/** The owner of each receiver, or what stands for it; {@code null} if it is dead. */
	private final @Nullable Object[] held;

	private final @Nullable S sender;

	private final E event;

	/** Whether failures are results rather than thrown. */
	private final boolean robust;

	Dispatch(SignalState<S, E> state, Snapshot<S, E> receivers, @Nullable S sender, E event, boolean robust) {
		this.state = state;
		this.receivers = receivers;
		this.sender = sender;
		this.event = event;
		this.robust = robust;
		this.held = hold(receivers);
	}

	private static @Nullable Object[] hold(Snapshot<?, ?> receivers) {
		@Nullable Object[] held = new @Nullable Object[receivers.size()];
		for (int i = 0; i < held.length; i++) {
			ConnectedReceiver<?, ?> receiver = receivers.get(i);
			held[i] = receiver.hold();
			if (held[i] == null) {
				receiver.drop();
			}
		}
		return held;
	}

	/**
	 * Call the receivers that answer at once, one after the other.
	 */
	List<Signal.Result> callSynchronous() {
		List<Signal.Result> results = new ArrayList<>(this.held.length);
		for (int i = 0; i < this.receivers.synchronous; i++) {
			Object held = this.held[i];
			if (held != null) {
				results.add(call(this.receivers.get(i), held));
			}
		}
		return results;
	}

	private Signal.Result call(ConnectedReceiver<S, E> receiver, Object held) {
		long start = (this.robust) ? System.nanoTime() : 0;
		try {
			return receiver.result(receiver.call(held, this.sender, this.event));
		}
		catch (Exception ex) {
			this.state.countFailure();
			if (!this.robust) {
				throw ex;
			}
			this.state.report(receiver, System.nanoTime() - start, ex);
			return receiver.failure(ex);
		}
		catch (Error ex) {
			this.state.countFailure();
			throw ex;
		}
	}

	boolean hasAsynchronous() {
		return this.receivers.synchronous < this.held.length;
	}

	/**
	 * Call the receivers whose answers are waited for, all at once.
	 * @param results what the other ones answered
	 * @return all results, when there is the last answer
	 */
	CompletableFuture<List<Signal.Result>> callAsynchronous(List<Signal.Result> results) {
		List<Answer<S, E>> answers = new ArrayList<>();
		for (int i = this.receivers.synchronous; i < this.held.length; i++) {
			Object held = this.held[i];
			if (held != null) {
				answers.add(answer(this.receivers.get(i), held));
			}
		}
		CompletableFuture<List<Signal.Result>> all = new CompletableFuture<>();
		CompletableFuture.allOf(answers.stream().map((answer) -> answer.future).toArray(CompletableFuture[]::new))
			.whenComplete((nothing, ignored) -> gather(answers, results, all));
		return all;
	}

	private Answer<S, E> answer(ConnectedReceiver<S, E> receiver, Object held) {
		Answer<S, E> answer = new Answer<>(receiver);
		try {
			Object value = receiver.call(held, this.sender, this.event);
			if (value instanceof CompletionStage<?> stage) {
				stage.whenComplete(answer::complete);
			}
			else {
				answer.complete(value, null);
			}
		}
		catch (Throwable ex) {
			answer.complete(null, ex);
		}
		return answer;
	}

	private void gather(List<Answer<S, E>> answers, List<Signal.Result> results,
			CompletableFuture<List<Signal.Result>> all) {
		Throwable first = null;
		for (Answer<S, E> answer : answers) {
			Throwable failure = answer.failure;
			if (failure == null) {
				results.add(answer.receiver.result(answer.future.join()));
				continue;
			}
			this.state.countFailure();
			if (this.robust && failure instanceof Exception exception) {
				this.state.report(answer.receiver, answer.nanos, failure);
				results.add(answer.receiver.failure(exception));
			}
			else if (first == null) {
				first = failure;
			}
			else if (first != failure) {
				first.addSuppressed(failure);
			}
		}
		if (first != null) {
			all.completeExceptionally(first);
		}
		else {
			all.complete(Collections.unmodifiableList(results));
		}
	}

	/**
	 * The answer of a receiver that is waited for. Its fields are read after its future
	 * has been completed.
	 */
	private static final class Answer<S, E> {

		final CompletableFuture<@Nullable Object> future = new CompletableFuture<>();

		final ConnectedReceiver<S, E> receiver;

		private final long start = System.nanoTime();

		private @Nullable Throwable failure;

		private long nanos;

		Answer(ConnectedReceiver<S, E> receiver) {
			this.receiver = receiver;
		}

		/**
		 * Not called twice, unless by a stage that breaks its contract.
		 */
		void complete(@Nullable Object value, @Nullable Throwable failure) {
			if (this.future.isDone()) {
				return;
			}
			this.nanos = System.nanoTime() - this.start;
			this.failure = (failure != null) ? Outcome.cause(failure) : null;
			this.future.complete(value);
		}

	}

}
