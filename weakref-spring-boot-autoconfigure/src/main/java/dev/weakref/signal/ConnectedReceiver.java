package dev.weakref.signal;

import java.util.concurrent.atomic.AtomicBoolean;

import dev.weakref.reaper.ReapedReference;
import dev.weakref.reaper.Reaper;
import org.jspecify.annotations.Nullable;

/**
 * A receiver in the list of a signal. Holds its function, and its owner only weakly.
 */
final class ConnectedReceiver<S, E> {

	final ReceiverKey key;

	final boolean asynchronous;

	final String description;

	/** The handle that users hold. */
	final Connection connection;

	private final Class<?> code;

	private final @Nullable Class<?> ownerType;

	/** Its place in the order of registration; set by the list. */
	long sequence;

	private final OwnedReceiver<Object, S, E> function;

	final @Nullable ReapedReference<Object> owner;

	private final ReceiverList<S, E> list;

	private final Signal.Result silence;

	private final AtomicBoolean failureReported = new AtomicBoolean();

	ConnectedReceiver(ReceiverSpec<S, E> spec, ReceiverList<S, E> list, Reaper reaper) {
		this.asynchronous = spec.asynchronous();
		this.description = spec.description();
		this.function = spec.function();
		this.owner = (spec.owner() != null) ? new OwnerReference(spec.owner(), reaper) : null;
		this.key = spec.key(this.owner);
		this.list = list;
		this.code = spec.receiver().getClass();
		this.ownerType = (spec.owner() != null) ? spec.owner().getClass() : null;
		this.connection = new ReceiverHandle(this);
		this.silence = new Signal.Result(this.connection, this.description, null, null);
	}

	/**
	 * What has to be held while the receiver is called: its owner, or for want of one the
	 * receiver itself.
	 * @return the object, or {@code null} if the owner has been collected
	 */
	@Nullable Object hold() {
		return (this.owner != null) ? this.owner.get() : this;
	}

	boolean isLive() {
		return this.owner == null || !this.owner.refersTo(null);
	}

	boolean isOf(Object owner) {
		return this.owner != null && this.owner.refersTo(owner);
	}

	@Nullable Object call(Object held, @Nullable S sender, E event) {
		return this.function.receive(held, sender, event);
	}

	Signal.Result result(@Nullable Object value) {
		return (value != null) ? new Signal.Result(this.connection, this.description, value, null) : this.silence;
	}

	Signal.Result failure(Exception failure) {
		return new Signal.Result(this.connection, this.description, null, failure);
	}

	boolean isFirstFailureReport() {
		return this.failureReported.compareAndSet(false, true);
	}

	/**
	 * Leave the list because the owner has been collected.
	 */
	void drop() {
		this.list.drop(this);
	}

	boolean isConnected() {
		return isLive() && this.list.contains(this);
	}

	void disconnect() {
		this.list.remove(this);
	}

	/**
	 * The class of the receiver and that of its owner, if it has one.
	 */
	String classes() {
		return this.code.getName() + ((this.ownerType != null) ? " for a " + this.ownerType.getName() : "");
	}

	private final class OwnerReference extends ReapedReference<Object> {

		OwnerReference(Object owner, Reaper reaper) {
			super(owner, reaper);
		}

		@Override
		protected void reap() {
			drop();
		}

	}

}
