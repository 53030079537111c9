package dev.weakref.signal;

import java.lang.ref.WeakReference;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import dev.weakref.suitability.CapturedReferentException;
import dev.weakref.suitability.OwnProxies;
import org.jspecify.annotations.Nullable;

/**
 * Connects receivers to a signal: for one sender, under a uid, or as receivers whose
 * answers are waited for. Immutable; meant for use in one expression:
 *
 * <pre>{@code
 * orders.from(shop).uid("audit").connect(this, Audit::onOrder);
 * }</pre>
 *
 * <strong>A receiver is connected weakly through its owner.</strong> The signal holds the
 * function and passes the owner to it with each event. The function stays connected until
 * the owner is collected. It must not hold the owner, because then neither could be
 * collected. A lambda that uses {@code this} or another variable that is the owner holds
 * it, and is refused:
 *
 * <pre>{@code
 * signal.connect(this, (owner, event) -> owner.refresh(event));  // right
 * signal.connect(this, View::refresh);                           // the same
 * signal.connect(this, (owner, event) -> this.refresh(event));   // refused: holds its owner
 * }</pre>
 *
 * A lambda cannot be connected weakly without an owner: some lambdas would be collected
 * at once, others never. The signal {@linkplain #connectStrong holds} a function without
 * an owner until it is disconnected.
 * <p>
 * Two receivers are the same if they have the same uid. Two receivers without a uid are
 * the same if they have the same function, by identity, and the same owner. If the same
 * receiver is connected again, the first connection stays and the second is ignored. A
 * method reference that is written in two places is two functions; use a uid where that
 * matters. Receivers of different senders are never the same.
 *
 * @param <S> the type of senders
 * @param <E> the type of events
 */
public sealed class Connector<S, E> permits Signal {

	final SignalState<S, E> state;

	final @Nullable S sender;

	final @Nullable String uid;

	final boolean asynchronous;

	Connector(SignalState<S, E> state, @Nullable S sender, @Nullable String uid, boolean asynchronous) {
		this.state = state;
		this.sender = sender;
		this.uid = uid;
		this.asynchronous = asynchronous;
	}

	/**
	 * Returns a connector for the events of one sender only, by identity. A subclass or
	 * an equal object is another sender. The signal does not hold the sender. When the
	 * sender has been collected, its receivers are disconnected.
	 * @param sender the sender
	 * @return the connector
	 */
	public final Connector<S, E> from(S sender) {
		return new Connector<>(this.state,
				OwnProxies.referent(Objects.requireNonNull(sender, "'sender' must not be null")), this.uid,
				this.asynchronous);
	}

	/**
	 * Returns a connector for a name by which the receiver can be disconnected. There is
	 * one receiver of a name for each sender, whatever the function and the owner.
	 * @param uid the name
	 * @return the connector
	 */
	public final Connector<S, E> uid(String uid) {
		return new Connector<>(this.state, this.sender, Objects.requireNonNull(uid, "'uid' must not be null"),
				this.asynchronous);
	}

	/**
	 * Returns a connector for receivers that answer by a
	 * {@link java.util.concurrent.CompletionStage}, whose completion is waited for. They
	 * are called after all others.
	 * @return the connector
	 */
	public final Connector<S, E> async() {
		return new Connector<>(this.state, this.sender, this.uid, true);
	}

	/**
	 * Connects a receiver until its owner has been collected. O(1).
	 * @param owner the owner, which is not held
	 * @param receiver receives owner and event; must not hold the owner
	 * @param <O> the type of the owner
	 * @return the registration; that of the same receiver if it is connected already
	 * @throws CapturedReferentException if the receiver is found to hold its owner
	 * @throws IllegalStateException if the signal is closed
	 */
	public final <O> OwnedRegistration connect(O owner, BiConsumer<? super O, ? super E> receiver) {
		return connectWeak(owner, receiver, (OwnedReceiver<O, S, E>) (held, sender, event) -> {
			receiver.accept(held, event);
			return null;
		});
	}

	/**
	 * Connects a receiver that uses the sender or answers, until its owner has been
	 * collected. O(1).
	 * @param owner the owner, which is not held
	 * @param receiver receives owner, sender and event; must not hold the owner
	 * @param <O> the type of the owner
	 * @return the registration; that of the same receiver if it is connected already
	 * @throws CapturedReferentException if the receiver is found to hold its owner
	 * @throws IllegalStateException if the signal is closed
	 */
	public final <O> OwnedRegistration connect(O owner, OwnedReceiver<? super O, ? super S, ? super E> receiver) {
		return connectWeak(owner, receiver, receiver);
	}

	/**
	 * Connects a receiver that the signal holds until it is disconnected, until its
	 * sender has been collected, or until the signal is closed or collected. O(1).
	 * @param receiver receives the event; must not hold the sender it is connected for
	 * @return the registration; that of the same receiver if it is connected already
	 * @throws CapturedReferentException if the receiver is found to hold its sender
	 * @throws IllegalStateException if the signal is closed
	 */
	public final OwnedRegistration connectStrong(Consumer<? super E> receiver) {
		return add(receiver, receiver, (owner, sender, event) -> {
			receiver.accept(event);
			return null;
		});
	}

	/**
	 * Connects a receiver that uses the sender or answers, otherwise like
	 * {@link #connectStrong(Consumer)}.
	 * @param receiver receives sender and event; must not hold the sender it is connected
	 * for
	 * @return the registration; that of the same receiver if it is connected already
	 * @throws CapturedReferentException if the receiver is found to hold its sender
	 * @throws IllegalStateException if the signal is closed
	 */
	public final OwnedRegistration connectStrong(Receiver<? super S, ? super E> receiver) {
		return add(receiver, receiver, (owner, sender, event) -> receiver.receive(sender, event));
	}

	/**
	 * Disconnects a receiver by its uid. O(1).
	 * @param uid the uid
	 * @return whether a receiver of that uid was connected for this sender
	 */
	public final boolean disconnect(String uid) {
		return this.state.disconnect(this.sender, Objects.requireNonNull(uid, "'uid' must not be null"), null);
	}

	/**
	 * Disconnects a receiver of an owner. If this connector has a uid, disconnects the
	 * receiver of that uid, unless it has another owner. O(1).
	 * <p>
	 * Without a uid, this method needs the function object that was connected. A second
	 * method reference or lambda in the source is another object. Close the registration
	 * instead, or keep the function in a variable.
	 * @param owner the owner
	 * @param receiver the function that was connected
	 * @return whether it was connected for this sender
	 */
	public final boolean disconnect(Object owner, Object receiver) {
		Objects.requireNonNull(receiver, "'receiver' must not be null");
		Object referent = OwnProxies.referent(Objects.requireNonNull(owner, "'owner' must not be null"));
		return this.state.disconnect(this.sender, key(receiver, referent), referent);
	}

	/**
	 * Disconnects a strong receiver. If this connector has a uid, disconnects the
	 * receiver of that uid. O(1).
	 * @param receiver the function that was connected
	 * @return whether it was connected for this sender
	 */
	public final boolean disconnectStrong(Object receiver) {
		Objects.requireNonNull(receiver, "'receiver' must not be null");
		return this.state.disconnect(this.sender, key(receiver, receiver), null);
	}

	private Object key(Object receiver, Object owner) {
		return (this.uid != null) ? this.uid : new ReceiverKey(receiver, owner, new WeakReference<>(owner));
	}

	@SuppressWarnings("unchecked")
	private <O> OwnedRegistration connectWeak(O object, Object receiver,
			OwnedReceiver<? super O, ? super S, ? super E> function) {
		Objects.requireNonNull(receiver, "'receiver' must not be null");
		Object owner = OwnProxies.referent(Objects.requireNonNull(object, "'owner' must not be null"));
		refuseCapture(receiver, owner, "its owner",
				"Use the owner that the receiver is given with each event: (owner, event) -> owner.handle(event)");
		return add(owner, receiver, (OwnedReceiver<Object, S, E>) function);
	}

	private OwnedRegistration add(Object owner, Object receiver, OwnedReceiver<Object, S, E> function) {
		Objects.requireNonNull(receiver, "'receiver' must not be null");
		// Classes are usual senders and are not collected while they are used.
		if (this.sender != null && !(this.sender instanceof Class)) {
			refuseCapture(receiver, this.sender, "the sender",
					"Use the sender that the receiver is given with each event, or let the sender be its owner");
		}
		return this.state.connect(this, owner, receiver, function);
	}

	private void refuseCapture(Object receiver, Object referent, String role, String remedy) {
		this.state.suitability.requireNotHeld("The receiver", receiver, role, referent, remedy);
		this.state.suitability.mention(referent);
	}

}
