package dev.weakref.signal;

import java.util.List;

/**
 * Receivers at one moment, in the order in which they are called: those that answer at
 * once first, then those whose answers are waited for, each in the order of registration.
 */
final class Snapshot<S, E> {

	private static final Snapshot<?, ?> EMPTY = new Snapshot<>(new ConnectedReceiver<?, ?>[0], 0);

	private final ConnectedReceiver<?, ?>[] receivers;

	/** How many of them answer at once. */
	final int synchronous;

	private Snapshot(ConnectedReceiver<?, ?>[] receivers, int synchronous) {
		this.receivers = receivers;
		this.synchronous = synchronous;
	}

	@SuppressWarnings("unchecked")
	static <S, E> Snapshot<S, E> empty() {
		return (Snapshot<S, E>) EMPTY;
	}

	/**
	 * Order receivers.
	 * @param registered the receivers in the order of registration
	 */
	static <S, E> Snapshot<S, E> of(List<ConnectedReceiver<S, E>> registered) {
		if (registered.isEmpty()) {
			return empty();
		}
		ConnectedReceiver<?, ?>[] receivers = new ConnectedReceiver<?, ?>[registered.size()];
		int next = 0;
		for (ConnectedReceiver<S, E> receiver : registered) {
			if (!receiver.asynchronous) {
				receivers[next++] = receiver;
			}
		}
		int synchronous = next;
		for (ConnectedReceiver<S, E> receiver : registered) {
			if (receiver.asynchronous) {
				receivers[next++] = receiver;
			}
		}
		return new Snapshot<>(receivers, synchronous);
	}

	/**
	 * The receivers of this and another one, in order.
	 */
	Snapshot<S, E> merge(Snapshot<S, E> other) {
		if (other.size() == 0) {
			return this;
		}
		if (size() == 0) {
			return other;
		}
		ConnectedReceiver<?, ?>[] merged = new ConnectedReceiver<?, ?>[size() + other.size()];
		int synchronous = this.synchronous + other.synchronous;
		merge(this, 0, this.synchronous, other, 0, other.synchronous, merged, 0);
		merge(this, this.synchronous, size(), other, other.synchronous, other.size(), merged, synchronous);
		return new Snapshot<>(merged, synchronous);
	}

	private static void merge(Snapshot<?, ?> left, int i, int leftEnd, Snapshot<?, ?> right, int j, int rightEnd,
			ConnectedReceiver<?, ?>[] merged, int k) {
		while (i < leftEnd || j < rightEnd) {
			boolean takeLeft = j == rightEnd
					|| (i < leftEnd && left.receivers[i].sequence < right.receivers[j].sequence);
			merged[k++] = (takeLeft) ? left.receivers[i++] : right.receivers[j++];
		}
	}

	int size() {
		return this.receivers.length;
	}

	@SuppressWarnings("unchecked")
	ConnectedReceiver<S, E> get(int index) {
		return (ConnectedReceiver<S, E>) this.receivers[index];
	}

	long liveCount() {
		long live = 0;
		for (ConnectedReceiver<?, ?> receiver : this.receivers) {
			if (receiver.isLive()) {
				live++;
			}
		}
		return live;
	}

	boolean hasLive() {
		for (ConnectedReceiver<?, ?> receiver : this.receivers) {
			if (receiver.isLive()) {
				return true;
			}
		}
		return false;
	}

}
