package dev.weakref.signal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import dev.weakref.reaper.ReapedReference;
import dev.weakref.reaper.Reaper;
import org.jspecify.annotations.Nullable;

/**
 * The receivers of one sender, or of all senders, in the order of registration. Holds the
 * sender only weakly. Its lock is held for a few instructions, never over user code.
 */
final class ReceiverList<S, E> {

	private final Map<ReceiverKey, ConnectedReceiver<S, E>> connected = new LinkedHashMap<>();

	private final Receivers<S, E> receivers;

	final @Nullable ReapedReference<S> sender;

	/** What {@link #snapshot()} gives, or {@code null} if it has to be made anew. */
	private volatile @Nullable Snapshot<S, E> snapshot = Snapshot.empty();

	private boolean ended;

	ReceiverList(Receivers<S, E> receivers, @Nullable S sender, Reaper reaper) {
		this.receivers = receivers;
		this.sender = (sender != null) ? new SenderReference(sender, reaper) : null;
	}

	/**
	 * Connect a receiver, unless one is known by the same key and live.
	 * @return the connected one, or {@code null} if the list has ended
	 */
	@Nullable ConnectedReceiver<S, E> connect(ConnectedReceiver<S, E> receiver, AtomicLong sequence) {
		synchronized (this.connected) {
			if (this.ended) {
				return null;
			}
			ConnectedReceiver<S, E> present = this.connected.get(receiver.key);
			if (present != null && present.isLive()) {
				return present;
			}
			if (present != null) {
				this.connected.remove(receiver.key);
				this.receivers.countDisconnected(1);
				this.receivers.countCollected(1);
			}
			receiver.sequence = sequence.getAndIncrement();
			this.connected.put(receiver.key, receiver);
			this.snapshot = null;
			this.receivers.countConnected();
		}
		return receiver;
	}

	/**
	 * Disconnect a receiver.
	 * @param owner the owner it must have, or {@code null} for whichever
	 */
	boolean disconnect(ReceiverKey key, @Nullable Object owner) {
		ConnectedReceiver<S, E> receiver;
		synchronized (this.connected) {
			receiver = this.connected.get(key);
		}
		return receiver != null && receiver.isLive() && (owner == null || receiver.isOf(owner)) && remove(receiver);
	}

	/**
	 * Take a receiver out.
	 * @return whether it was there
	 */
	boolean remove(ConnectedReceiver<S, E> receiver) {
		boolean last;
		synchronized (this.connected) {
			if (!this.connected.remove(receiver.key, receiver)) {
				return false;
			}
			this.snapshot = null;
			last = this.connected.isEmpty() && this.sender != null;
			this.ended |= last;
		}
		this.receivers.countDisconnected(1);
		if (last) {
			forget();
		}
		return true;
	}

	/**
	 * Take a receiver out because its owner has been collected.
	 */
	void drop(ConnectedReceiver<S, E> receiver) {
		if (remove(receiver)) {
			this.receivers.countCollected(1);
		}
	}

	/**
	 * Take all receivers out.
	 * @param last whether none may come any more
	 * @return how many there were
	 */
	int clear(boolean last) {
		int size;
		synchronized (this.connected) {
			size = this.connected.size();
			this.connected.clear();
			this.snapshot = Snapshot.empty();
			this.ended |= last || this.sender != null;
		}
		this.receivers.countDisconnected(size);
		forget();
		return size;
	}

	boolean contains(ConnectedReceiver<S, E> receiver) {
		synchronized (this.connected) {
			return this.connected.get(receiver.key) == receiver;
		}
	}

	/**
	 * The receivers as they are now, live or not.
	 */
	Snapshot<S, E> snapshot() {
		Snapshot<S, E> snapshot = this.snapshot;
		if (snapshot == null) {
			synchronized (this.connected) {
				List<ConnectedReceiver<S, E>> receivers = new ArrayList<>(this.connected.values());
				snapshot = Snapshot.of(receivers);
				this.snapshot = snapshot;
			}
		}
		return snapshot;
	}

	private void forget() {
		if (this.sender != null) {
			this.receivers.forget(this, this.sender.get());
		}
	}

	/**
	 * Ends the list with its sender.
	 */
	private final class SenderReference extends ReapedReference<S> {

		SenderReference(S sender, Reaper reaper) {
			super(sender, reaper);
		}

		@Override
		protected void reap() {
			ReceiverList.this.receivers.countCollected(ReceiverList.this.clear(true));
		}

	}

}
