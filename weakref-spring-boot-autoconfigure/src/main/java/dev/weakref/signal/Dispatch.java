package dev.weakref.signal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.weakref.collection.Outcome;
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
		try {
			return receiver.result(receiver.call(held, this.sender, this.event));
		}
		catch (Exception ex) {
			this.state.countFailure();
			if (!this.robust) {
				throw ex;
			}
			this.state.report(receiver, ex);
			return new Signal.Result(receiver.description, null, ex);
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
		List<ConnectedReceiver<S, E>> called = new ArrayList<>();
		List<CompletableFuture<@Nullable Object>> answers = new ArrayList<>();
		for (int i = this.receivers.synchronous; i < this.held.length; i++) {
			Object held = this.held[i];
			if (held != null) {
				called.add(this.receivers.get(i));
				answers.add(answer(this.receivers.get(i), held));
			}
		}
		CompletableFuture<List<Signal.Result>> all = new CompletableFuture<>();
		CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
			.whenComplete((nothing, ignored) -> gather(called, answers, results, all));
		return all;
	}

	private CompletableFuture<@Nullable Object> answer(ConnectedReceiver<S, E> receiver, Object held) {
		CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
		try {
			Object value = receiver.call(held, this.sender, this.event);
			if (value instanceof CompletionStage<?> stage) {
				stage.whenComplete((result, failure) -> complete(answer, result, failure));
			}
			else {
				answer.complete(value);
			}
		}
		catch (Throwable ex) {
			answer.completeExceptionally(ex);
		}
		return answer;
	}

	private static void complete(CompletableFuture<@Nullable Object> answer, @Nullable Object result,
			@Nullable Throwable failure) {
		if (failure != null) {
			answer.completeExceptionally(Outcome.cause(failure));
		}
		else {
			answer.complete(result);
		}
	}

	private void gather(List<ConnectedReceiver<S, E>> called, List<CompletableFuture<@Nullable Object>> answers,
			List<Signal.Result> results, CompletableFuture<List<Signal.Result>> all) {
		Throwable first = null;
		for (int i = 0; i < called.size(); i++) {
			ConnectedReceiver<S, E> receiver = called.get(i);
			CompletableFuture<@Nullable Object> answer = answers.get(i);
			Throwable failure = failure(answer);
			if (failure == null) {
				results.add(receiver.result(answer.join()));
				continue;
			}
			this.state.countFailure();
			if (this.robust && failure instanceof Exception exception) {
				this.state.report(receiver, failure);
				results.add(new Signal.Result(receiver.description, null, exception));
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

	private static @Nullable Throwable failure(CompletableFuture<?> answer) {
		try {
			answer.join();
			return null;
		}
		catch (RuntimeException ex) {
			return Outcome.cause(ex);
		}
	}

}
