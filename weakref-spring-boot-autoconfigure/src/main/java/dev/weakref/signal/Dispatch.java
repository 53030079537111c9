package dev.weakref.signal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import dev.weakref.singleflight.Outcome;
import dev.weakref.suitability.OwnProxies;
import org.jspecify.annotations.Nullable;

/**
 * Sends one event. Holds the receivers that were live when it was sent, until the last
 * one has answered, and no lock.
 */
final class Dispatch<S, E> {

	private final SignalState<S, E> state;

	private final ConnectedReceiver<S, E>[] receivers;

	/** The owner of each receiver, or {@code null} if it has been collected. */
	private final @Nullable Object[] owners;

	private final @Nullable S sender;

	private final E event;

	/** Whether failures are results rather than thrown. */
	private final boolean robust;

	private boolean hasAsynchronous;

	private Dispatch(SignalState<S, E> state, ConnectedReceiver<S, E>[] receivers, @Nullable S sender, E event,
			boolean robust) {
		this.state = state;
		this.receivers = receivers;
		this.owners = new @Nullable Object[receivers.length];
		this.sender = sender;
		this.event = event;
		this.robust = robust;
		for (int i = 0; i < this.owners.length; i++) {
			ConnectedReceiver<S, E> receiver = receivers[i];
			this.owners[i] = receiver.get();
			if (this.owners[i] == null) {
				receiver.drop();
			}
			this.hasAsynchronous |= receiver.asynchronous;
		}
	}

	/**
	 * Returns the dispatch of an event, or {@code null} if there is no receiver.
	 */
	private static <S, E> @Nullable Dispatch<S, E> of(SignalState<S, E> state, @Nullable S object, E event,
			boolean robust) {
		Objects.requireNonNull(event, "'event' must not be null");
		S sender = (object != null) ? OwnProxies.referent(object) : null;
		state.sends.increment();
		ConnectedReceiver<S, E>[] receivers = state.receivers(sender);
		return (receivers.length != 0) ? new Dispatch<>(state, receivers, sender, event, robust) : null;
	}

	static <S, E> List<Signal.Result> send(SignalState<S, E> state, @Nullable S sender, E event, boolean robust) {
		Dispatch<S, E> dispatch = of(state, sender, event, robust);
		if (dispatch == null) {
			return List.of();
		}
		List<Signal.Result> results = dispatch.callSynchronous();
		return (dispatch.hasAsynchronous) ? join(dispatch.callAsynchronous(results))
				: Collections.unmodifiableList(results);
	}

	static <S, E> CompletableFuture<List<Signal.Result>> sendAsync(SignalState<S, E> state, @Nullable S sender, E event,
			boolean robust, Executor executor) {
		Objects.requireNonNull(executor, "'executor' must not be null");
		Dispatch<S, E> dispatch = of(state, sender, event, robust);
		if (dispatch == null) {
			return CompletableFuture.completedFuture(List.of());
		}
		CompletableFuture<List<Signal.Result>> all = new CompletableFuture<>();
		try {
			CompletableFuture.supplyAsync(dispatch::callSynchronous, executor)
				.thenCompose(dispatch::callAsynchronous)
				.whenComplete((results, failure) -> {
					if (failure != null) {
						all.completeExceptionally(Outcome.cause(failure));
					}
					else {
						all.complete(results);
					}
				});
		}
		catch (RuntimeException ex) {
			all.completeExceptionally(ex);
		}
		return all;
	}

	private static List<Signal.Result> join(CompletableFuture<List<Signal.Result>> results) {
		try {
			return results.join();
		}
		catch (CompletionException ex) {
			return Outcome.<List<Signal.Result>>failed(Outcome.cause(ex)).get();
		}
	}

	/**
	 * Calls the receivers that answer at once, one after the other.
	 */
	private List<Signal.Result> callSynchronous() {
		List<Signal.Result> results = new ArrayList<>(this.receivers.length);
		for (int i = 0; i < this.receivers.length; i++) {
			Object owner = this.owners[i];
			if (owner != null && !this.receivers[i].asynchronous) {
				results.add(call(this.receivers[i], owner));
			}
		}
		return results;
	}

	private Signal.Result call(ConnectedReceiver<S, E> receiver, Object owner) {
		long start = (this.robust) ? System.nanoTime() : 0;
		try {
			return receiver.result(receiver.call(owner, this.sender, this.event));
		}
		catch (Exception ex) {
			this.state.failed.increment();
			if (!this.robust) {
				throw ex;
			}
			this.state.report(receiver, System.nanoTime() - start, ex);
			return receiver.failure(ex);
		}
		catch (Error ex) {
			this.state.failed.increment();
			throw ex;
		}
	}

	/**
	 * Calls the receivers whose answers are waited for, without waiting between calls.
	 * @param results the results of the other receivers
	 * @return all results, completed after the last answer
	 */
	private CompletableFuture<List<Signal.Result>> callAsynchronous(List<Signal.Result> results) {
		List<Answer<S, E>> answers = new ArrayList<>();
		for (int i = 0; i < this.receivers.length; i++) {
			Object owner = this.owners[i];
			if (owner != null && this.receivers[i].asynchronous) {
				answers.add(answer(this.receivers[i], owner));
			}
		}
		return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
			.thenApply((nothing) -> gather(answers, results));
	}

	private Answer<S, E> answer(ConnectedReceiver<S, E> receiver, Object owner) {
		Answer<S, E> answer = new Answer<>(receiver);
		try {
			Object value = receiver.call(owner, this.sender, this.event);
			if (value instanceof CompletionStage<?> stage) {
				stage.whenComplete(answer::end);
			}
			else {
				answer.end(value, null);
			}
		}
		catch (Throwable ex) {
			answer.end(null, ex);
		}
		return answer;
	}

	private List<Signal.Result> gather(List<Answer<S, E>> answers, List<Signal.Result> results) {
		Throwable first = null;
		for (Answer<S, E> answer : answers) {
			Throwable failure = answer.failure;
			if (failure == null) {
				results.add(answer.receiver.result(answer.join()));
				continue;
			}
			this.state.failed.increment();
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
		return (first != null) ? Outcome.<List<Signal.Result>>failed(first).get()
				: Collections.unmodifiableList(results);
	}

	/**
	 * The answer of a receiver that is waited for. It is completed with the value even if
	 * there is a failure; the other fields are read after that.
	 */
	private static final class Answer<S, E> extends CompletableFuture<@Nullable Object> {

		final ConnectedReceiver<S, E> receiver;

		private final long start = System.nanoTime();

		private @Nullable Throwable failure;

		private long nanos;

		Answer(ConnectedReceiver<S, E> receiver) {
			this.receiver = receiver;
		}

		/**
		 * Called once, except by a stage that breaks its contract.
		 */
		void end(@Nullable Object value, @Nullable Throwable failure) {
			if (isDone()) {
				return;
			}
			this.nanos = System.nanoTime() - this.start;
			this.failure = (failure != null) ? Outcome.cause(failure) : null;
			complete(value);
		}

	}

}
