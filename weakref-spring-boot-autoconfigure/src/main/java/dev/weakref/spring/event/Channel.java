package dev.weakref.spring.event;

import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The listeners that are told together, in the order of their registration. Its lock is
 * held for a few instructions, never over user code: who is told is a snapshot, which is
 * made anew only after a listener has come or gone.
 *
 * @param <D> the type of what is delivered
 */
final class Channel<D> {

	private final Set<WeakListener<D>> listeners = new LinkedHashSet<>();

	private final ListenerAccount account;

	private final ListenerCalls calls;

	/** What {@link #snapshot()} gives, or {@code null} if it has to be made anew. */
	private volatile WeakListener<D> @Nullable [] snapshot;

	private boolean closed;

	Channel(ListenerAccount account, ListenerCalls calls) {
		this.account = account;
		this.calls = calls;
		account.add(this);
	}

	ListenerAccount account() {
		return this.account;
	}

	/**
	 * Let a listener listen.
	 * @return whether the channel was open
	 */
	boolean add(WeakListener<D> listener) {
		synchronized (this.listeners) {
			if (this.closed) {
				return false;
			}
			this.listeners.add(listener);
			this.snapshot = null;
			return true;
		}
	}

	boolean remove(WeakListener<D> listener) {
		synchronized (this.listeners) {
			boolean removed = this.listeners.remove(listener);
			if (removed) {
				this.snapshot = null;
			}
			return removed;
		}
	}

	/**
	 * Take a listener out because its owner has been collected.
	 */
	void drop(WeakListener<D> listener) {
		if (remove(listener)) {
			boolean called = listener.hasBeenCalled();
			this.account.countCollected(called);
			if (!called) {
				listener.site.reportUncalled(this.account.name());
			}
		}
	}

	/**
	 * Call the listeners that want what is delivered. One that throws ends it, unless the
	 * application's error handler takes the exception.
	 */
	void deliver(D delivery) {
		int delivered = 0;
		try {
			for (WeakListener<D> listener : snapshot()) {
				try {
					Object owner = listener.ownerFor(delivery);
					if (owner != null) {
						delivered++;
						listener.call(owner, delivery);
					}
				}
				catch (Throwable ex) {
					this.account.countFailure();
					if (!this.calls.isHandled(listener.site, ex)) {
						throw ex;
					}
				}
			}
		}
		finally {
			this.account.countDeliveries(delivered);
		}
	}

	/**
	 * Call a listener on the application's executor, which holds the owner meanwhile,
	 * unless it has been closed by then.
	 */
	void callLater(WeakListener<D> listener, Object owner, D delivery) {
		this.calls.later(listener.site, () -> {
			try {
				if (listener.isListening()) {
					listener.callNow(owner, delivery);
				}
			}
			catch (Throwable ex) {
				this.account.countFailure();
				throw ex;
			}
		});
	}

	boolean isEmpty() {
		return snapshot().length == 0;
	}

	int size() {
		synchronized (this.listeners) {
			return this.listeners.size();
		}
	}

	long liveCount() {
		long live = 0;
		for (WeakListener<D> listener : snapshot()) {
			if (listener.isListening()) {
				live++;
			}
		}
		return live;
	}

	/**
	 * Take all listeners out, and no more in.
	 */
	void close() {
		synchronized (this.listeners) {
			this.closed = true;
			this.listeners.forEach(WeakListener::end);
			this.listeners.clear();
			this.snapshot = null;
		}
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private WeakListener<D>[] snapshot() {
		WeakListener<D>[] snapshot = this.snapshot;
		if (snapshot == null) {
			synchronized (this.listeners) {
				snapshot = this.listeners.toArray(new WeakListener[0]);
				this.snapshot = snapshot;
			}
		}
		return snapshot;
	}

}
