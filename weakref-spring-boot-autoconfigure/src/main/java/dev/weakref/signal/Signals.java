package dev.weakref.signal;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

import dev.weakref.collection.WeakSet;
import dev.weakref.directory.Directory;
import dev.weakref.directory.DuplicateNameException;
import dev.weakref.reaper.Reaper;
import org.jspecify.annotations.Nullable;

/**
 * Makes signals, and shows the named ones in endpoint and meters.
 * <p>
 * A signal shows until it is {@linkplain #remove removed}, or until it has been
 * collected: this class does not keep a signal alive, so whoever makes one holds it, for
 * instance as a bean.
 * <p>
 * {@link #close()} disconnects all receivers of all signals made here. Events sent later
 * reach nobody, and connecting is refused. Safe for use by any number of threads.
 */
public final class Signals implements AutoCloseable {

	private static final String UNNAMED = "unnamed";

	private final Directory<ManagedSignal> directory;

	private final WeakSet<SignalState<?, ?>> states = WeakSet.identity();

	private final Reaper reaper;

	private final Executor executor;

	private volatile boolean closed;

	/**
	 * Create an instance without signals, which sends asynchronously in the common pool.
	 * @param reaper drops receivers whose owners have been collected
	 */
	public Signals(Reaper reaper) {
		this(reaper, ForkJoinPool.commonPool());
	}

	/**
	 * Create an instance without signals.
	 * @param reaper drops receivers whose owners have been collected
	 * @param executor runs receivers of events that are sent asynchronously; stays the
	 * caller's to shut down
	 */
	public Signals(Reaper reaper, Executor executor) {
		this.directory = new Directory<>(reaper);
		this.reaper = reaper;
		this.executor = executor;
	}

	/**
	 * Make a signal that shows by name.
	 * @param name its name
	 * @param <S> the type of senders
	 * @param <E> the type of events
	 * @return a signal without receivers, which the caller must hold
	 * @throws DuplicateNameException if there is a signal of that name
	 * @throws IllegalStateException if this instance is closed
	 */
	public <S, E> Signal<S, E> create(String name) {
		SignalState<S, E> state = state(name);
		Signal<S, E> signal = new Signal<>(state);
		this.directory.add(name, state, signal);
		if (this.closed) {
			this.directory.remove(name);
		}
		return signal;
	}

	/**
	 * Make a signal that does not show.
	 * @param <S> the type of senders
	 * @param <E> the type of events
	 * @return a signal without receivers, which the caller must hold
	 * @throws IllegalStateException if this instance is closed
	 */
	public <S, E> Signal<S, E> create() {
		return new Signal<>(state(UNNAMED));
	}

	/**
	 * A signal by its name.
	 * @param name the name
	 * @return the signal, or {@code null} if there is none
	 */
	public @Nullable Signal<?, ?> find(String name) {
		return (Signal<?, ?>) this.directory.owner(name);
	}

	/**
	 * No longer show a signal. It stays usable where it is held.
	 * @param name its name
	 * @return whether there was one
	 */
	public boolean remove(String name) {
		return this.directory.remove(name);
	}

	/**
	 * What meters and endpoint see of the named signals, which can be held without
	 * holding them.
	 * @return the directory
	 */
	public Directory<ManagedSignal> directory() {
		return this.directory;
	}

	/**
	 * Disconnect all receivers for good. Calling this again has no effect.
	 */
	@Override
	public void close() {
		this.closed = true;
		this.states.forEach((state) -> state.receivers.clear(true));
		this.directory.all().forEach((signal) -> this.directory.remove(signal.name()));
	}

	/**
	 * Whether receivers can no longer be connected.
	 * @return whether {@link #close()} has been called
	 */
	public boolean isClosed() {
		return this.closed;
	}

	private <S, E> SignalState<S, E> state(String name) {
		SignalState<S, E> state = new SignalState<>(name, this.reaper, this.executor);
		this.states.add(state);
		if (this.closed) {
			throw new IllegalStateException("Signals are closed together with their application context");
		}
		return state;
	}

}
