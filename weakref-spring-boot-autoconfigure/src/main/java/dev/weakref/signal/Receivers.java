package dev.weakref.signal;

import java.lang.ref.Reference;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.References;
import dev.weakref.reaper.Reaper;
import org.jspecify.annotations.Nullable;

/**
 * The receivers of a signal: one list for all senders, and one for each sender that
 * somebody listens to in particular.
 */
final class Receivers<S, E> {

	private final String signal;

	private final Reaper reaper;

	private final AtomicLong sequence = new AtomicLong();

	private final ReceiverList<S, E> everySender;

	final ReferenceMap<S, ReceiverList<S, E>> bySender;

	/**
	 * All lists but the first, to be counted without asking the map, which would make
	 * senders strong.
	 */
	final Set<ReceiverList<S, E>> ofOneSender = ConcurrentHashMap.newKeySet();

	private final LongAdder connected = new LongAdder();

	private final LongAdder collected = new LongAdder();

	/** Once true, always true: a cheap way around the map where nobody names a sender. */
	private volatile boolean hasListOfOneSender;

	private volatile boolean closed;

	Receivers(String signal, Reaper reaper) {
		this.signal = signal;
		this.reaper = reaper;
		this.everySender = new ReceiverList<>(this, null, reaper);
		this.bySender = ReferenceMap.<S, ReceiverList<S, E>>builder(References.WEAK_KEYS, KeyEquality.IDENTITY)
			.reaper(reaper)
			.build();
	}

	Connection connect(@Nullable S sender, ReceiverSpec<S, E> spec) {
		while (true) {
			if (this.closed) {
				throw new IllegalStateException(
						"Signal '" + this.signal + "' is closed together with its application context");
			}
			ReceiverList<S, E> list = (sender != null) ? listOf(sender) : this.everySender;
			ConnectedReceiver<S, E> connected = list.connect(new ConnectedReceiver<>(spec, list, this.reaper),
					this.sequence);
			// Neither may die before the list knows what to do then.
			Reference.reachabilityFence(spec.owner());
			Reference.reachabilityFence(sender);
			if (connected != null) {
				if (this.closed) {
					connected.disconnect();
				}
				return connected.connection;
			}
			if (sender != null) {
				forget(list, sender);
			}
		}
	}

	boolean disconnect(@Nullable S sender, ReceiverKey key, @Nullable Object owner) {
		ReceiverList<S, E> list = (sender != null) ? this.bySender.get(sender) : this.everySender;
		return list != null && list.disconnect(key, owner);
	}

	/**
	 * The receivers of an event.
	 */
	Snapshot<S, E> of(@Nullable S sender) {
		Snapshot<S, E> snapshot = this.everySender.snapshot();
		if (sender == null || !this.hasListOfOneSender) {
			return snapshot;
		}
		ReceiverList<S, E> list = this.bySender.get(sender);
		return (list != null) ? snapshot.merge(list.snapshot()) : snapshot;
	}

	boolean areThere(@Nullable S sender) {
		if (this.everySender.snapshot().hasLive()) {
			return true;
		}
		ReceiverList<S, E> list = (sender != null) ? this.bySender.get(sender) : null;
		return list != null && list.snapshot().hasLive();
	}

	long liveCount() {
		long live = this.everySender.snapshot().liveCount();
		for (ReceiverList<S, E> list : this.ofOneSender) {
			live += list.snapshot().liveCount();
		}
		return live;
	}

	long estimatedSize() {
		return Math.max(0, this.connected.sum());
	}

	long collected() {
		return this.collected.sum();
	}

	void clear(boolean last) {
		this.closed |= last;
		this.everySender.clear(last);
		this.ofOneSender.forEach((list) -> list.clear(true));
	}

	private ReceiverList<S, E> listOf(S sender) {
		return Objects.requireNonNull(this.bySender.computeIfAbsent(sender, (key) -> {
			ReceiverList<S, E> list = new ReceiverList<>(this, key, this.reaper);
			this.ofOneSender.add(list);
			this.hasListOfOneSender = true;
			return list;
		}));
	}

	/**
	 * Forget a list that has ended.
	 */
	void forget(ReceiverList<S, E> list, @Nullable S sender) {
		this.ofOneSender.remove(list);
		if (sender != null) {
			this.bySender.remove(sender, list);
		}
	}

	void countConnected() {
		this.connected.increment();
	}

	void countDisconnected(int number) {
		this.connected.add(-number);
	}

	void countCollected(int number) {
		this.collected.add(number);
	}

}
