package dev.weakref.signal;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

import dev.weakref.collection.WeakSet;
import dev.weakref.directory.Directory;
import dev.weakref.directory.DirectoryHolder;
import dev.weakref.directory.DuplicateNameException;
import dev.weakref.directory.MutableDirectory;
import dev.weakref.reaper.Reaper;
import org.jspecify.annotations.Nullable;

/**
 * Creates signals. Endpoint and meters show the named ones.
 * <p>
 * They show a signal until it is {@linkplain #remove removed} or has been collected. This
 * class does not keep a signal alive, so its creator must hold it, for instance as a
 * bean.
 * <p>
 * {@link #close()} disconnects all receivers of all signals of this instance. Events that
 * are sent later reach no receiver, and connecting is refused. Safe for use by any number
 * of threads.
 */
public final class Signals implements DirectoryHolder, AutoCloseable {

	private static final String UNNAMED = "unnamed";

	private final MutableDirectory<ManagedSignal> directory;

	private final WeakSet<SignalState<?, ?>> states = WeakSet.identity();

	private final Reaper reaper;

	private final Executor executor;

	private volatile boolean closed;

	/**
	 * Creates an instance without signals, which sends asynchronously in the common pool.
	 * @param reaper removes receivers whose owners have been collected
	 */
	public Signals(Reaper reaper) {
		this(reaper, ForkJoinPool.commonPool());
	}

	/**
	 * Creates an instance without signals.
	 * @param reaper removes receivers whose owners have been collected
	 * @param executor runs receivers of events that are sent asynchronously; the caller
	 * shuts it down
	 */
	public Signals(Reaper reaper, Executor executor) {
		this.directory = new MutableDirectory<>(reaper);
		this.reaper = reaper;
		this.executor = executor;
	}

	/**
	 * Creates a signal that endpoint and meters show by its name.
	 * @param name its name
	 * @param <S> the type of senders
	 * @param <E> the type of events
	 * @return a signal without receivers, which the caller must hold
	 * @throws DuplicateNameException if there is a signal of that name
	 * @throws dev.weakref.directory.BlankNameException if the name is empty or consists
	 * of white space
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
	 * Creates a signal that endpoint and meters do not show.
	 * @param <S> the type of senders
	 * @param <E> the type of events
	 * @return a signal without receivers, which the caller must hold
	 * @throws IllegalStateException if this instance is closed
	 */
	public <S, E> Signal<S, E> create() {
		return new Signal<>(state(UNNAMED));
	}

	/**
	 * Returns the signal of a name.
	 * @param name the name
	 * @return the signal, or {@code null} if there is none
	 */
	public @Nullable Signal<?, ?> find(String name) {
		return (Signal<?, ?>) this.directory.owner(name);
	}

	/**
	 * Removes a signal from endpoint and meters. It stays usable where it is held.
	 * @param name its name
	 * @return whether there was one
	 */
	public boolean remove(String name) {
		return this.directory.remove(name);
	}

	@Override
	public Directory<ManagedSignal> directory() {
		return this.directory;
	}

	/**
	 * Disconnects all receivers and refuses further ones. Later calls have no effect.
	 */
	@Override
	public void close() {
		this.closed = true;
		this.states.forEach((state) -> state.clear(true));
		this.directory.all().forEach((signal) -> this.directory.remove(signal.name()));
	}

	/**
	 * Returns whether receivers can no longer be connected.
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
