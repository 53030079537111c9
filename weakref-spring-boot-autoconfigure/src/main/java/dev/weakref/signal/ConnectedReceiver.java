package dev.weakref.signal;

import dev.weakref.reaper.Reaper;
import org.jspecify.annotations.Nullable;

/**
 * A receiver in the list of a signal. Holds its function, and its owner only weakly. The
 * owner of a strong receiver is the function.
 */
final class ConnectedReceiver<S, E> extends Owned {

	private final Object key;

	/** Whether its answer may be a stage to wait for. */
	final boolean asynchronous;

	/** The name in results and log. */
	final String description;

	/** The place in the order of registration among the receivers of all senders. */
	final long sequence;

	final OwnedRegistration registration;

	private final OwnedReceiver<Object, S, E> function;

	private final Class<?> receiverType;

	private final @Nullable Class<?> ownerType;

	private final Signal.Result noAnswer;

	/**
	 * Creates a receiver.
	 * @param owner the owner, or the receiver itself if it is strong
	 * @param receiver the function that the user passed
	 * @param function calls that function
	 */
	ConnectedReceiver(Connector<S, E> connector, Object owner, Object receiver, OwnedReceiver<Object, S, E> function,
			OwnedList<ConnectedReceiver<S, E>> list, Reaper reaper, long sequence) {
		super(owner, list, reaper);
		this.key = (connector.uid != null) ? connector.uid : new ReceiverKey(receiver, owner, this);
		this.description = (connector.uid != null) ? connector.uid : describe(owner.getClass().getName());
		this.asynchronous = connector.asynchronous;
		this.function = function;
		this.sequence = sequence;
		this.receiverType = receiver.getClass();
		this.ownerType = (owner != receiver) ? owner.getClass() : null;
		this.registration = new OwnedRegistration(this);
		this.noAnswer = new Signal.Result(this.registration, this.description, null, null);
	}

	private static String describe(String type) {
		int lambda = type.indexOf("$$Lambda");
		return (lambda > 0) ? "a lambda in " + type.substring(0, lambda) : type;
	}

	@Override
	protected Object key() {
		return this.key;
	}

	@Nullable Object call(Object owner, @Nullable S sender, E event) {
		return this.function.receive(owner, sender, event);
	}

	Signal.Result result(@Nullable Object value) {
		return (value != null) ? new Signal.Result(this.registration, this.description, value, null) : this.noAnswer;
	}

	Signal.Result failure(Exception failure) {
		return new Signal.Result(this.registration, this.description, null, failure);
	}

	@Override
	public String toString() {
		return this.description;
	}

	/**
	 * Returns the class of the function and that of the owner, if it has one.
	 */
	String classes() {
		return this.receiverType.getName() + ((this.ownerType != null) ? " for a " + this.ownerType.getName() : "");
	}

}
