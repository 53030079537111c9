package dev.weakref.signal;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

/**
 * Says how the events of a signal are sent. Immutable; may be kept, used again and shared
 * between threads:
 *
 * <pre>{@code
 * placed.prepare().from(shop).robust().send(order);
 * placed.prepare().from(shop).sendAsync(order);
 * placed.prepare().sendAsync(order, executor);
 * }</pre>
 *
 * Holds its sender strongly.
 *
 * @param <S> the type of senders
 * @param <E> the type of events
 * @see Signal#prepare()
 */
public final class Sending<S, E> {

	private final SignalState<S, E> state;

	private final @Nullable S sender;

	private final boolean robust;

	Sending(SignalState<S, E> state, @Nullable S sender, boolean robust) {
		this.state = state;
		this.sender = sender;
		this.robust = robust;
	}

	/**
	 * Returns a copy that sends events of a sender.
	 * @param sender the sender
	 * @return the copy
	 */
	public Sending<S, E> from(S sender) {
		return new Sending<>(this.state, Objects.requireNonNull(sender, "'sender' must not be null"), this.robust);
	}

	/**
	 * Returns a copy that calls all receivers, even if some of them throw an exception.
	 * An exception of a receiver becomes its result and is logged: the first one of each
	 * class of receivers as a warning, later ones at debug level. Each
	 * {@link dev.weakref.reaper.CallbackObserver} receives it too. An {@link Error} still
	 * ends the send.
	 * @return the copy
	 */
	public Sending<S, E> robust() {
		return new Sending<>(this.state, this.sender, true);
	}

	/**
	 * Sends an event on the calling thread, as {@link Signal#send(Object, Object)} does.
	 * @param event the event
	 * @return the results in the order of the calls, empty if there is no receiver
	 */
	public List<Signal.Result> send(E event) {
		return Dispatch.send(this.state, this.sender, event, this.robust);
	}

	/**
	 * Sends an event on the executor of the {@link Signals}, otherwise like
	 * {@link #sendAsync(Object, Executor)}.
	 * @param event the event
	 * @return the results in the order of the calls
	 */
	public CompletableFuture<List<Signal.Result>> sendAsync(E event) {
		return sendAsync(event, this.state.executor);
	}

	/**
	 * Sends an event on an executor to the receivers of this moment. One task calls those
	 * that answer at once, in order; then the others are called. If a receiver fails, the
	 * future fails with its exception after all called receivers have answered;
	 * exceptions of later receivers are added to it as suppressed ones.
	 * @param event the event
	 * @param executor runs the receivers
	 * @return the results in the order of the calls; fails if the executor rejects the
	 * task
	 */
	public CompletableFuture<List<Signal.Result>> sendAsync(E event, Executor executor) {
		return Dispatch.sendAsync(this.state, this.sender, event, this.robust, executor);
	}

}
