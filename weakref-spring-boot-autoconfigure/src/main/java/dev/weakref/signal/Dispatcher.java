package dev.weakref.signal;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

import dev.weakref.singleflight.Outcome;
import dev.weakref.suitability.OwnProxies;
import org.jspecify.annotations.Nullable;

/**
 * Sends the events of a signal, on the calling thread or on an executor.
 */
record Dispatcher<S, E>(SignalState<S, E> state) {

	List<Signal.Result> send(@Nullable S sender, E event, boolean robust) {
		Dispatch<S, E> dispatch = dispatch(sender, event, robust);
		if (dispatch == null) {
			return List.of();
		}
		List<Signal.Result> results = dispatch.callSynchronous();
		return (dispatch.hasAsynchronous()) ? join(dispatch.callAsynchronous(results))
				: Collections.unmodifiableList(results);
	}

	CompletableFuture<List<Signal.Result>> sendAsync(@Nullable S sender, E event, Executor executor, boolean robust) {
		Objects.requireNonNull(executor, "'executor' must not be null");
		Dispatch<S, E> dispatch = dispatch(sender, event, robust);
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

	private @Nullable Dispatch<S, E> dispatch(@Nullable S object, E event, boolean robust) {
		Objects.requireNonNull(event, "'event' must not be null");
		S sender = (object != null) ? OwnProxies.referent(object) : null;
		this.state.sends.increment();
		Snapshot<S, E> receivers = this.state.receivers.of(sender);
		return (receivers.size() != 0) ? new Dispatch<>(this.state, receivers, sender, event, robust) : null;
	}

	private static List<Signal.Result> join(CompletableFuture<List<Signal.Result>> results) {
		try {
			return results.join();
		}
		catch (CompletionException ex) {
			return Outcome.<List<Signal.Result>>failed(Outcome.cause(ex)).get();
		}
	}

}
