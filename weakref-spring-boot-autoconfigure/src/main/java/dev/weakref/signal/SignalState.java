package dev.weakref.signal;

import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import dev.weakref.Kind;
import dev.weakref.WarnOnce;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.References;
import dev.weakref.reaper.CallbackSource;
import dev.weakref.reaper.ReapedReference;
import dev.weakref.reaper.Reaper;
import dev.weakref.suitability.Suitability;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The receivers of a signal and its counters: one list for all senders, and one for each
 * sender that has receivers of its own. Meters, endpoint and registrations hold this
 * rather than the signal, so that a signal which its users have dropped can be collected.
 */
final class SignalState<S, E> implements ManagedSignal {

	private static final ConnectedReceiver<?, ?>[] NONE = new ConnectedReceiver<?, ?>[0];

	final Executor executor;

	final Suitability suitability;

	private final String name;

	private final Reaper reaper;

	private final CallbackSource source;

	private final WarnOnce failures = new WarnOnce(LoggerFactory.getLogger(Signal.class));

	private final OwnedList<ConnectedReceiver<S, E>> everySender;

	final ReferenceMap<S, SenderList> bySender;

	/** The lists in the map, whose iterator would make senders strong. */
	final Set<SenderList> senderLists = ConcurrentHashMap.newKeySet();

	private final AtomicLong sequence = new AtomicLong();

	private final LongAdder size = new LongAdder();

	private final LongAdder collected = new LongAdder();

	final LongAdder sends = new LongAdder();

	final LongAdder failed = new LongAdder();

	private volatile boolean closed;

	SignalState(String name, Reaper reaper, Executor executor) {
		this.name = name;
		this.reaper = reaper;
		this.executor = executor;
		this.source = CallbackSource.of(Kind.SIGNAL, name);
		this.suitability = reaper.suitability();
		this.everySender = new OwnedList<>(none(), this.size, this.collected);
		this.bySender = ReferenceMap.<S, SenderList>builder(References.WEAK_KEYS, KeyEquality.IDENTITY)
			.reaper(reaper)
			.build();
	}

	/**
	 * Connects a receiver unless the same one is connected and live.
	 * @param owner the owner, or the receiver itself if it is strong
	 * @param receiver the function that the user passed
	 * @param function calls that function
	 */
	OwnedRegistration connect(Connector<S, E> connector, Object owner, Object receiver,
			OwnedReceiver<Object, S, E> function) {
		S sender = connector.sender;
		while (true) {
			if (this.closed) {
				throw new IllegalStateException(
						"Signal '" + this.name + "' is closed together with its application context");
			}
			OwnedList<ConnectedReceiver<S, E>> list = (sender != null) ? listOf(sender) : this.everySender;
			ConnectedReceiver<S, E> connected = list.add(new ConnectedReceiver<>(connector, owner, receiver, function,
					list, this.reaper, this.sequence.getAndIncrement()));
			// The collection of either must not be noticed before the list has the entry.
			Reference.reachabilityFence(owner);
			Reference.reachabilityFence(sender);
			if (connected != null) {
				if (this.closed) {
					connected.close();
				}
				return connected.registration;
			}
			if (sender != null) {
				this.bySender.remove(sender, list);
			}
		}
	}

	private SenderList listOf(S sender) {
		return Objects.requireNonNull(this.bySender.computeIfAbsent(sender, (key) -> {
			SenderList list = new SenderList(key);
			this.senderLists.add(list);
			return list;
		}));
	}

	/**
	 * Disconnects a receiver.
	 * @param key its uid or key
	 * @param owner the owner that it must have, or {@code null} for any
	 * @return whether it was connected and live
	 */
	boolean disconnect(@Nullable S sender, Object key, @Nullable Object owner) {
		OwnedList<ConnectedReceiver<S, E>> list = (sender != null) ? this.bySender.get(sender) : this.everySender;
		ConnectedReceiver<S, E> receiver = (list != null) ? list.find(key) : null;
		return list != null && receiver != null && receiver.isLive() && (owner == null || receiver.refersTo(owner))
				&& list.remove(receiver, false);
	}

	/**
	 * Removes all receivers.
	 * @param close whether no more can be connected
	 */
	void clear(boolean close) {
		this.closed |= close;
		this.everySender.clear(close);
		this.senderLists.forEach(SenderList::end);
	}

	/**
	 * Returns the receivers of a sender and of all senders in the order of registration.
	 */
	ConnectedReceiver<S, E>[] receivers(@Nullable S sender) {
		ConnectedReceiver<S, E>[] receivers = this.everySender.snapshot();
		if (sender == null || this.senderLists.isEmpty()) {
			return receivers;
		}
		SenderList list = this.bySender.get(sender);
		return (list != null) ? merge(receivers, list.snapshot()) : receivers;
	}

	private static <S, E> ConnectedReceiver<S, E>[] merge(ConnectedReceiver<S, E>[] left,
			ConnectedReceiver<S, E>[] right) {
		if (left.length == 0 || right.length == 0) {
			return (left.length == 0) ? right : left;
		}
		ConnectedReceiver<S, E>[] merged = Arrays.copyOf(left, left.length + right.length);
		for (int i = 0, j = 0; i + j < merged.length;) {
			boolean takeLeft = j == right.length || (i < left.length && left[i].sequence < right[j].sequence);
			merged[i + j] = (takeLeft) ? left[i++] : right[j++];
		}
		return merged;
	}

	/**
	 * Logs the failure of a receiver in a robust send and passes it to the observers of
	 * callbacks.
	 */
	void report(ConnectedReceiver<S, E> receiver, long nanos, Throwable failure) {
		String classes = receiver.classes();
		this.failures.log(receiver.description + " " + classes, "Receiver {} of signal {} failed ({})",
				receiver.description, this.name, classes, failure);
		this.reaper.callbacks().receiverFailed(this.source, Duration.ofNanos(nanos), failure);
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public long liveCount() {
		return this.everySender.liveCount() + this.senderLists.stream().mapToLong(SenderList::liveCount).sum();
	}

	@Override
	public long estimatedSize() {
		return Math.max(0, this.size.sum());
	}

	@Override
	public long collectedCount() {
		return this.collected.sum();
	}

	@Override
	public long sends() {
		return this.sends.sum();
	}

	@Override
	public long failed() {
		return this.failed.sum();
	}

	@SuppressWarnings("unchecked")
	private static <S, E> ConnectedReceiver<S, E>[] none() {
		return (ConnectedReceiver<S, E>[]) NONE;
	}

	/**
	 * The receivers of one sender. Ends with the sender or when it becomes empty.
	 */
	final class SenderList extends OwnedList<ConnectedReceiver<S, E>> {

		final ReapedReference<S> sender;

		SenderList(S sender) {
			super(none(), SignalState.this.size, SignalState.this.collected);
			this.sender = new ReapedReference<>(sender, SignalState.this.reaper) {

				@Override
				protected void reap() {
					SignalState.this.collected.add(end());
				}

			};
		}

		@Override
		void entryRemoved() {
			if (closeIfEmpty()) {
				end();
			}
		}

		/**
		 * Removes the receivers and the list itself.
		 * @return the number of removed receivers
		 */
		int end() {
			int number = clear(true);
			SignalState.this.senderLists.remove(this);
			S sender = this.sender.get();
			if (sender != null) {
				SignalState.this.bySender.remove(sender, this);
			}
			return number;
		}

	}

}
