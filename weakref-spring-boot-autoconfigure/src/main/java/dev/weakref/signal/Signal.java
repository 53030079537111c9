package dev.weakref.signal;

import java.util.List;

import dev.weakref.suitability.OwnProxies;
import org.jspecify.annotations.Nullable;

/**
 * Sends events to receivers and keeps neither them nor the senders alive.
 *
 * <pre>{@code
 * Signal<Shop, Order> placed = signals.create("orders");
 *
 * placed.connect(this, Audit::onOrder);            // until this is collected
 * placed.from(shop).connect(this, Audit::onOrder); // only for this shop
 * placed.connectStrong((order) -> log(order));     // until it is disconnected
 *
 * placed.send(shop, order);
 * placed.prepare().from(shop).robust().send(order);
 * placed.prepare().from(shop).sendAsync(order);
 * }</pre>
 *
 * <strong>Receivers.</strong> A signal is the {@link Connector} of receivers for every
 * sender; see there how to connect them, and which mistake is refused.
 * <p>
 * <strong>Sending</strong> calls the receivers that are connected and live at that
 * moment, in the order of their registration, on the calling thread. They are held
 * strongly until the last one has answered, so that none of them can be collected
 * meanwhile. Receivers that are connected or disconnected meanwhile make no difference.
 * No lock is held while they run: a receiver may connect, disconnect and send. Receivers
 * whose owner has been collected are skipped from that moment on, and removed.
 * <p>
 * Receivers that answer {@linkplain Connector#async() asynchronously} are called after
 * all others, without waiting for one before the next is called; the results come in that
 * order too.
 * <p>
 * A send stops at the first receiver that throws; a {@linkplain Sending#robust() robust}
 * one calls all and returns exceptions as results. An {@link Error} is thrown in either
 * case. A stage that never completes keeps {@code send} waiting for ever.
 * <p>
 * An asynchronous send passes nothing of the calling thread on: no transaction, no
 * security or request context, no logging context, no thread local. Use an executor that
 * carries them over.
 * <p>
 * Safe for use by any number of threads. A receiver that was connected before an event is
 * sent, in whatever thread, receives it. Sending is O(n) in the receivers of every sender
 * and of this sender; receivers of other senders cost nothing. Connecting and
 * disconnecting is O(1). Only its users hold a signal, so its creator must hold it.
 *
 * @param <S> the type of senders, often {@code Class<?>}
 * @param <E> the type of events
 */
public final class Signal<S, E> extends Connector<S, E> {

	Signal(SignalState<S, E> state) {
		super(state, null, null, false);
	}

	/**
	 * Disconnects all receivers of all senders.
	 */
	public void disconnectAll() {
		this.state.clear(false);
	}

	/**
	 * Returns whether an event of a sender would reach a live receiver. O(receivers).
	 * @param sender the sender, or {@code null} to ask for receivers of every sender
	 * @return whether there is such a receiver
	 */
	public boolean hasReceivers(@Nullable S sender) {
		for (Owned receiver : this.state.receivers((sender != null) ? OwnProxies.referent(sender) : null)) {
			if (receiver.isLive()) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Counts the live receivers of all senders. O(receivers).
	 * @return the number at some moment during the call
	 */
	public long receiverCount() {
		return this.state.liveCount();
	}

	/**
	 * Sends an event. The first exception of a receiver ends the send and is thrown as it
	 * is, checked or not; later receivers are not called. Waits for receivers that answer
	 * asynchronously.
	 * @param sender the sender, or {@code null} for none
	 * @param event the event
	 * @return the results in the order of the calls, empty if there is no receiver
	 */
	public List<Result> send(@Nullable S sender, E event) {
		return Dispatch.send(this.state, sender, event, false);
	}

	/**
	 * Sends an event without a sender, otherwise like {@link #send(Object, Object)}.
	 * @param event the event
	 * @return the results in the order of the calls, empty if there is no receiver
	 */
	public List<Result> send(E event) {
		return send(null, event);
	}

	/**
	 * Returns the way to send events robustly or asynchronously.
	 * @return a specification without a sender, which is not robust
	 */
	public Sending<S, E> prepare() {
		return new Sending<>(this.state, null, false);
	}

	/**
	 * Returns the name and the number of receivers.
	 */
	@Override
	public String toString() {
		return "Signal[" + this.state.name() + ", receivers=" + this.state.estimatedSize() + "]";
	}

	/**
	 * The outcome of calling one receiver. Holds neither the receiver nor its owner.
	 *
	 * @param registration the registration that connecting the receiver returned
	 * @param receiver its uid, or else the class of its owner or function
	 * @param value the answer, or {@code null} if it returned none or failed
	 * @param failure the exception it threw, or {@code null} if it did not fail
	 */
	public record Result(OwnedRegistration registration, String receiver, @Nullable Object value,
			@Nullable Exception failure) {
	}

}
