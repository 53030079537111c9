package dev.weakref.signal;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import dev.weakref.suitability.OwnProxies;
import org.jspecify.annotations.Nullable;

/**
 * Tells receivers of events, without keeping them or the senders alive.
 *
 * <pre>{@code
 * Signal<Shop, Order> placed = signals.create("orders");
 *
 * placed.connect(this, Audit::onOrder);            // as long as this lives
 * placed.from(shop).connect(this, Audit::onOrder); // only for this shop
 * placed.connectStrong((order) -> log(order));     // until it is disconnected
 *
 * placed.send(shop, order);
 * }</pre>
 *
 * <strong>Receivers.</strong> How they are connected, and the one mistake to avoid, is
 * told at {@link Connector}; the methods here connect for every sender.
 * <p>
 * <strong>Sending</strong> calls the receivers that are connected and alive at that
 * moment, in the order of their registration, on the calling thread. They are held
 * strongly until the last one has answered, so that none of them can be collected
 * meanwhile; those that are connected or disconnected meanwhile make no difference. No
 * lock is held while they run: a receiver may connect, disconnect and send. Receivers
 * whose owner has been collected are skipped from that moment on, and dropped.
 * <p>
 * Receivers that answer {@linkplain Connector#async() asynchronously} are called after
 * all others, without waiting for one before the next is called; the results come in that
 * order too.
 * <p>
 * {@code send} and {@code sendAsync} stop at the first receiver that throws; the robust
 * variants call all and give exceptions as results. An {@link Error} is thrown in either
 * case. A stage that never completes keeps {@code send} waiting for ever.
 * <p>
 * Nothing of the calling thread goes along with an asynchronous send: no transaction, no
 * security or request context, no logging context, no thread local; an executor that
 * carries them over can be given.
 * <p>
 * Safe for use by any number of threads. What is connected before an event is sent, in
 * whatever thread, hears it. Sending is O(receivers) of all senders and of this sender,
 * whatever other senders have; connecting and disconnecting is O(1). Nothing keeps a
 * signal but its users, so whoever makes one holds it.
 *
 * @param <S> the type of senders, often {@code Class<?>}
 * @param <E> the type of events
 */
public final class Signal<S, E> {

	final SignalState<S, E> state;

	private final Connector<S, E> everySender;

	private final Dispatcher<S, E> dispatcher;

	Signal(SignalState<S, E> state) {
		this.state = state;
		this.everySender = new Connector<>(state, null, null, false);
		this.dispatcher = new Dispatcher<>(state);
	}

	/**
	 * Connect receivers for the events of every sender, as the methods of this class do.
	 * @return a connector to which more can be said
	 */
	public Connector<S, E> connector() {
		return this.everySender;
	}

	/**
	 * Connect receivers for the events of one sender only.
	 * @param sender the sender, which is not held
	 * @return a connector for that sender
	 */
	public Connector<S, E> from(S sender) {
		return this.everySender.from(sender);
	}

	/**
	 * Connect a receiver under a name of which there is one only.
	 * @param uid the name
	 * @return a connector for that name
	 */
	public Connector<S, E> uid(String uid) {
		return this.everySender.uid(uid);
	}

	/**
	 * Connect receivers whose answers are stages to wait for.
	 * @return a connector of receivers to be waited for
	 */
	public Connector<S, E> async() {
		return this.everySender.async();
	}

	/**
	 * Connect a receiver that lives as long as its owner, see
	 * {@link Connector#connect(Object, BiConsumer)}.
	 * @param owner the owner, which is not held
	 * @param receiver what to do with owner and event; must not hold the owner
	 * @param <O> the type of the owner
	 * @return the connection; of the receiver that is there already, if it is the same
	 */
	public <O> Connection connect(O owner, BiConsumer<? super O, ? super E> receiver) {
		return this.everySender.connect(owner, receiver);
	}

	/**
	 * Connect a receiver that lives as long as its owner, and that wants to know the
	 * sender or to answer, see {@link Connector#connect(Object, OwnedReceiver)}.
	 * @param owner the owner, which is not held
	 * @param receiver what to do with owner, sender and event; must not hold the owner
	 * @param <O> the type of the owner
	 * @return the connection; of the receiver that is there already, if it is the same
	 */
	public <O> Connection connect(O owner, OwnedReceiver<? super O, ? super S, ? super E> receiver) {
		return this.everySender.connect(owner, receiver);
	}

	/**
	 * Connect a receiver that is held until it is disconnected, see
	 * {@link Connector#connectStrong(Consumer)}.
	 * @param receiver what to do with the event
	 * @return the connection; of the receiver that is there already, if it is the same
	 */
	public Connection connectStrong(Consumer<? super E> receiver) {
		return this.everySender.connectStrong(receiver);
	}

	/**
	 * Connect a receiver that is held until it is disconnected, and that wants to know
	 * the sender or to answer, see {@link Connector#connectStrong(Receiver)}.
	 * @param receiver what to do with sender and event
	 * @return the connection; of the receiver that is there already, if it is the same
	 */
	public Connection connectStrong(Receiver<? super S, ? super E> receiver) {
		return this.everySender.connectStrong(receiver);
	}

	/**
	 * Disconnect a receiver of an owner that was connected for every sender, see
	 * {@link Connector#disconnect(Object, BiConsumer)}.
	 * @param owner the owner
	 * @param receiver the very function that was connected
	 * @param <O> the type of the owner
	 * @return whether it was connected
	 */
	public <O> boolean disconnect(O owner, BiConsumer<? super O, ? super E> receiver) {
		return this.everySender.disconnect(owner, receiver);
	}

	/**
	 * Disconnect a receiver of an owner that was connected for every sender, see
	 * {@link Connector#disconnect(Object, OwnedReceiver)}.
	 * @param owner the owner
	 * @param receiver the very function that was connected
	 * @param <O> the type of the owner
	 * @return whether it was connected
	 */
	public <O> boolean disconnect(O owner, OwnedReceiver<? super O, ? super S, ? super E> receiver) {
		return this.everySender.disconnect(owner, receiver);
	}

	/**
	 * Disconnect a receiver that is held and was connected for every sender.
	 * @param receiver the very function that was connected
	 * @return whether it was connected
	 */
	public boolean disconnectStrong(Consumer<? super E> receiver) {
		return this.everySender.disconnectStrong(receiver);
	}

	/**
	 * Disconnect a receiver that is held and was connected for every sender.
	 * @param receiver the very function that was connected
	 * @return whether it was connected
	 */
	public boolean disconnectStrong(Receiver<? super S, ? super E> receiver) {
		return this.everySender.disconnectStrong(receiver);
	}

	/**
	 * Disconnect all receivers of all senders.
	 */
	public void disconnectAll() {
		this.state.receivers.clear(false);
	}

	/**
	 * Whether an event of a sender would reach anybody who is alive. O(receivers).
	 * @param sender the sender, or {@code null} to ask for receivers of every sender
	 * @return whether there is such a receiver
	 */
	public boolean hasReceivers(@Nullable S sender) {
		return this.state.receivers.areThere((sender != null) ? OwnProxies.referent(sender) : null);
	}

	/**
	 * How many receivers are connected and alive, of whichever sender. O(receivers).
	 * @return the number at some moment during the call
	 */
	public long receiverCount() {
		return this.state.liveCount();
	}

	/**
	 * Send an event. The first exception of a receiver ends it and is thrown as it is,
	 * checked or not; receivers behind that one are not called. Waits for receivers that
	 * answer asynchronously.
	 * @param sender who sends it, or {@code null} for nobody in particular
	 * @param event the event
	 * @return the results in the order of the calls, empty if nobody listens
	 */
	public List<Result> send(@Nullable S sender, E event) {
		return this.dispatcher.send(sender, event, false);
	}

	/**
	 * Send an event of nobody in particular, otherwise like
	 * {@link #send(Object, Object)}.
	 * @param event the event
	 * @return the results in the order of the calls, empty if nobody listens
	 */
	public List<Result> send(E event) {
		return send(null, event);
	}

	/**
	 * Send an event to all receivers, whatever some of them throw. Exceptions are results
	 * and are logged: the first one of a receiver as a warning, later ones at debug
	 * level. Each {@link dev.weakref.reaper.CallbackObserver} hears of them too. Waits
	 * for receivers that answer asynchronously.
	 * @param sender who sends it, or {@code null} for nobody in particular
	 * @param event the event
	 * @return the results in the order of the calls, empty if nobody listens
	 */
	public List<Result> sendRobust(@Nullable S sender, E event) {
		return this.dispatcher.send(sender, event, true);
	}

	/**
	 * Send an event of nobody in particular to all receivers, otherwise like
	 * {@link #sendRobust(Object, Object)}.
	 * @param event the event
	 * @return the results in the order of the calls, empty if nobody listens
	 */
	public List<Result> sendRobust(E event) {
		return sendRobust(null, event);
	}

	/**
	 * Send an event on the executor of signals. The receivers are those of this moment.
	 * Those that answer at once are called in one task, in order; then the others are
	 * called. If one fails, the future fails with the very exception once all that were
	 * called have answered; if several do, later ones are suppressed by the first.
	 * @param sender who sends it, or {@code null} for nobody in particular
	 * @param event the event
	 * @return the results in the order of the calls
	 */
	public CompletableFuture<List<Result>> sendAsync(@Nullable S sender, E event) {
		return sendAsync(sender, event, this.state.executor);
	}

	/**
	 * Send an event of nobody in particular on the executor of signals, otherwise like
	 * {@link #sendAsync(Object, Object)}.
	 * @param event the event
	 * @return the results in the order of the calls
	 */
	public CompletableFuture<List<Result>> sendAsync(E event) {
		return sendAsync(null, event);
	}

	/**
	 * Send an event on an executor, otherwise like {@link #sendAsync(Object, Object)}.
	 * @param sender who sends it, or {@code null} for nobody in particular
	 * @param event the event
	 * @param executor runs the receivers
	 * @return the results in the order of the calls; fails if the executor rejects it
	 */
	public CompletableFuture<List<Result>> sendAsync(@Nullable S sender, E event, Executor executor) {
		return this.dispatcher.sendAsync(sender, event, executor, false);
	}

	/**
	 * Send an event to all receivers on the executor of signals, whatever some of them
	 * throw; exceptions are results and are logged as by
	 * {@link #sendRobust(Object, Object)}.
	 * @param sender who sends it, or {@code null} for nobody in particular
	 * @param event the event
	 * @return the results in the order of the calls
	 */
	public CompletableFuture<List<Result>> sendRobustAsync(@Nullable S sender, E event) {
		return sendRobustAsync(sender, event, this.state.executor);
	}

	/**
	 * Send an event of nobody in particular to all receivers on the executor of signals,
	 * otherwise like {@link #sendRobustAsync(Object, Object)}.
	 * @param event the event
	 * @return the results in the order of the calls
	 */
	public CompletableFuture<List<Result>> sendRobustAsync(E event) {
		return sendRobustAsync(null, event);
	}

	/**
	 * Send an event to all receivers on an executor, otherwise like
	 * {@link #sendRobustAsync(Object, Object)}.
	 * @param sender who sends it, or {@code null} for nobody in particular
	 * @param event the event
	 * @param executor runs the receivers
	 * @return the results in the order of the calls; fails if the executor rejects it
	 */
	public CompletableFuture<List<Result>> sendRobustAsync(@Nullable S sender, E event, Executor executor) {
		return this.dispatcher.sendAsync(sender, event, executor, true);
	}

	/**
	 * Name and numbers; nothing of receivers.
	 */
	@Override
	public String toString() {
		return "Signal[" + this.state.name() + ", receivers=" + this.state.estimatedSize() + "]";
	}

	/**
	 * What came of calling one receiver. Holds neither the receiver nor its owner.
	 *
	 * @param connection the very handle that connecting the receiver returned
	 * @param receiver its uid, or else the class of its owner or function
	 * @param value what it answered, or {@code null} if nothing or if it failed
	 * @param failure what it threw, or {@code null} if it did not
	 */
	public record Result(Connection connection, String receiver, @Nullable Object value, @Nullable Exception failure) {
	}

}
