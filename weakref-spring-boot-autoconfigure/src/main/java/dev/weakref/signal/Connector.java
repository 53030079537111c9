package dev.weakref.signal;

import java.lang.ref.WeakReference;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import dev.weakref.suitability.CapturedReferentException;
import dev.weakref.suitability.OwnProxies;
import org.jspecify.annotations.Nullable;

/**
 * Connects receivers to a signal, for one sender, under a uid, or to be waited for.
 * Immutable; meant for use in one go:
 *
 * <pre>{@code
 * orders.from(shop).uid("audit").connect(this, Audit::onOrder);
 * }</pre>
 *
 * <strong>A receiver is connected weakly through its owner.</strong> The function is held
 * by the signal and given the owner with each event; it lives as long as the owner does,
 * and it must not hold the owner, or neither would ever go. A lambda that uses
 * {@code this} or another variable that is the owner does hold it, and is refused:
 *
 * <pre>{@code
 * signal.connect(this, (owner, event) -> owner.refresh(event));  // right
 * signal.connect(this, View::refresh);                           // the same
 * signal.connect(this, (owner, event) -> this.refresh(event));   // refused: holds its owner
 * }</pre>
 *
 * There is no weak connection of a lambda by itself: some lambdas would be collected at
 * once, others never. One without an owner is {@linkplain #connectStrong held} until it
 * is disconnected.
 * <p>
 * Two receivers are the same if they have the same uid; without uids, if they are the
 * same function, by identity, with the same owner. The one that came first stays
 * connected and the other is ignored. A method reference written in two places is two
 * functions; give a uid where that matters. Receivers of different senders never are the
 * same.
 *
 * @param <S> the type of senders
 * @param <E> the type of events
 */
public final class Connector<S, E> {

	private final SignalState<S, E> state;

	private final @Nullable S sender;

	final @Nullable String uid;

	private final boolean asynchronous;

	Connector(SignalState<S, E> state, @Nullable S sender, @Nullable String uid, boolean asynchronous) {
		this.state = state;
		this.sender = sender;
		this.uid = uid;
		this.asynchronous = asynchronous;
	}

	/**
	 * Only for events of one sender, by identity; subclasses and equal objects are other
	 * senders. The sender is not held: a receiver goes with it.
	 * @param sender the sender
	 * @return a connector for that sender
	 */
	public Connector<S, E> from(S sender) {
		return new Connector<>(this.state,
				OwnProxies.referent(Objects.requireNonNull(sender, "'sender' must not be null")), this.uid,
				this.asynchronous);
	}

	/**
	 * Under a name by which the receiver can be disconnected, and of which there is one
	 * only for each sender, whatever the function and the owner.
	 * @param uid the name
	 * @return a connector for that name
	 */
	public Connector<S, E> uid(String uid) {
		return new Connector<>(this.state, this.sender, Objects.requireNonNull(uid, "'uid' must not be null"),
				this.asynchronous);
	}

	/**
	 * For receivers that answer by a {@link java.util.concurrent.CompletionStage}, whose
	 * completion is waited for. They are called after all others.
	 * @return a connector of receivers to be waited for
	 */
	public Connector<S, E> async() {
		return new Connector<>(this.state, this.sender, this.uid, true);
	}

	/**
	 * Connect a receiver that lives as long as its owner.
	 * @param owner the owner, which is not held
	 * @param receiver what to do with owner and event; must not hold the owner
	 * @param <O> the type of the owner
	 * @return the connection; of the receiver that is there already, if it is the same
	 * @throws CapturedReferentException if the receiver is found to hold its owner
	 * @throws IllegalStateException if the signal is closed
	 */
	public <O> Connection connect(O owner, BiConsumer<? super O, ? super E> receiver) {
		return connect(owner, receiver, (OwnedReceiver<O, S, E>) (held, sender, event) -> {
			receiver.accept(held, event);
			return null;
		});
	}

	/**
	 * Connect a receiver that lives as long as its owner, and that wants to know the
	 * sender or to answer.
	 * @param owner the owner, which is not held
	 * @param receiver what to do with owner, sender and event; must not hold the owner
	 * @param <O> the type of the owner
	 * @return the connection; of the receiver that is there already, if it is the same
	 * @throws CapturedReferentException if the receiver is found to hold its owner
	 * @throws IllegalStateException if the signal is closed
	 */
	public <O> Connection connect(O owner, OwnedReceiver<? super O, ? super S, ? super E> receiver) {
		return connect(owner, receiver, receiver);
	}

	/**
	 * Connect a receiver that is held until it is disconnected, until its sender has been
	 * collected, or until the signal is closed or collected.
	 * @param receiver what to do with the event; must not hold the sender it listens to
	 * @return the connection; of the receiver that is there already, if it is the same
	 * @throws CapturedReferentException if the receiver is found to hold its sender
	 * @throws IllegalStateException if the signal is closed
	 */
	public Connection connectStrong(Consumer<? super E> receiver) {
		return connectStrong(receiver, (held, sender, event) -> {
			receiver.accept(event);
			return null;
		});
	}

	/**
	 * Connect a receiver that is held, and that wants to know the sender or to answer.
	 * @param receiver what to do with sender and event; must not hold the sender it
	 * listens to
	 * @return the connection; of the receiver that is there already, if it is the same
	 * @throws CapturedReferentException if the receiver is found to hold its sender
	 * @throws IllegalStateException if the signal is closed
	 */
	public Connection connectStrong(Receiver<? super S, ? super E> receiver) {
		return connectStrong(receiver, (held, sender, event) -> receiver.receive(sender, event));
	}

	/**
	 * Disconnect a receiver by its uid.
	 * @return whether one of that uid was connected for this sender
	 * @throws IllegalStateException if this connector has no uid
	 */
	public boolean disconnect() {
		if (this.uid == null) {
			throw new IllegalStateException("There is no uid to disconnect; say which one by 'uid'");
		}
		return this.state.receivers.disconnect(this.sender, ReceiverKey.of(this.uid), null);
	}

	/**
	 * Disconnect a receiver of an owner; by its uid, if this connector has one. One of
	 * that uid that belongs to another owner stays.
	 * <p>
	 * Without a uid it takes the function object that was connected. A method reference
	 * or lambda that is written again is another one, and disconnects nothing: close the
	 * {@link Connection}, or keep the function in a variable.
	 *
	 * <pre>{@code
	 * signal.connect(this, View::refresh);
	 * signal.disconnect(this, View::refresh);                 // false: another function
	 * signal.uid("view").disconnect(this, View::refresh);     // true if connected by that uid
	 * }</pre>
	 * @param owner the owner
	 * @param receiver the very function that was connected
	 * @param <O> the type of the owner
	 * @return whether it was connected for this sender
	 */
	public <O> boolean disconnect(O owner, BiConsumer<? super O, ? super E> receiver) {
		return disconnectOwned(owner, receiver);
	}

	/**
	 * Disconnect a receiver of an owner, otherwise like
	 * {@link #disconnect(Object, BiConsumer)}.
	 * @param owner the owner
	 * @param receiver the very function that was connected
	 * @param <O> the type of the owner
	 * @return whether it was connected for this sender
	 */
	public <O> boolean disconnect(O owner, OwnedReceiver<? super O, ? super S, ? super E> receiver) {
		return disconnectOwned(owner, receiver);
	}

	/**
	 * Disconnect a receiver that is held; by its uid, if this connector has one, or else
	 * the very function that was connected.
	 * @param receiver the function
	 * @return whether it was connected for this sender
	 */
	public boolean disconnectStrong(Consumer<? super E> receiver) {
		return disconnectHeld(receiver);
	}

	/**
	 * Disconnect a receiver that is held, otherwise like
	 * {@link #disconnectStrong(Consumer)}.
	 * @param receiver the function
	 * @return whether it was connected for this sender
	 */
	public boolean disconnectStrong(Receiver<? super S, ? super E> receiver) {
		return disconnectHeld(receiver);
	}

	private boolean disconnectOwned(Object owner, Object receiver) {
		Objects.requireNonNull(owner, "'owner' must not be null");
		Objects.requireNonNull(receiver, "'receiver' must not be null");
		Object referent = OwnProxies.referent(owner);
		return this.state.receivers.disconnect(this.sender, keyOr(key(referent, receiver)), referent);
	}

	private boolean disconnectHeld(Object receiver) {
		Objects.requireNonNull(receiver, "'receiver' must not be null");
		return this.state.receivers.disconnect(this.sender, keyOr(ReceiverKey.of(receiver)), null);
	}

	@SuppressWarnings("unchecked")
	private <O> Connection connect(O object, Object receiver, OwnedReceiver<? super O, ? super S, ? super E> function) {
		O owner = OwnProxies.referent(Objects.requireNonNull(object, "'owner' must not be null"));
		Objects.requireNonNull(receiver, "'receiver' must not be null");
		String place = this.state.suitability.findCapture(receiver, owner);
		if (place != null) {
			throw new CapturedReferentException("The receiver", "its owner", owner.getClass(), place,
					"Use the owner that the receiver is given with each event: (owner, event) -> owner.handle(event)");
		}
		this.state.suitability.mention(owner);
		return add(owner, receiver, (OwnedReceiver<Object, S, E>) function);
	}

	private Connection connectStrong(Object receiver, OwnedReceiver<Object, S, E> function) {
		Objects.requireNonNull(receiver, "'receiver' must not be null");
		return add(null, receiver, function);
	}

	private Connection add(@Nullable Object owner, Object receiver, OwnedReceiver<Object, S, E> function) {
		requireWeakSender(receiver);
		return this.state.receivers.connect(this.sender,
				new ReceiverSpec<>(this.uid, owner, receiver, function, this.asynchronous));
	}

	/**
	 * Classes are usual senders, and are not collected in any case while they are used.
	 */
	private void requireWeakSender(Object receiver) {
		if (this.sender == null || this.sender instanceof Class) {
			return;
		}
		String place = this.state.suitability.findCapture(receiver, this.sender);
		if (place != null) {
			throw new CapturedReferentException("The receiver", "the sender", this.sender.getClass(), place,
					"Use the sender that the receiver is given with each event, or" + " let the sender be its owner");
		}
		this.state.suitability.mention(this.sender);
	}

	/**
	 * A uid says it all.
	 */
	private ReceiverKey keyOr(ReceiverKey other) {
		return (this.uid != null) ? ReceiverKey.of(this.uid) : other;
	}

	private static ReceiverKey key(Object owner, Object receiver) {
		return ReceiverKey.of(receiver, owner, new WeakReference<>(owner));
	}

}
