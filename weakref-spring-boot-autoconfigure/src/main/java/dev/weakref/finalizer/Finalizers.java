package dev.weakref.finalizer;

import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.weakref.Kind;
import dev.weakref.reaper.CallbackSource;
import dev.weakref.reaper.Callbacks;
import dev.weakref.reference.Referents;
import dev.weakref.suitability.CapturedReferentException;
import dev.weakref.suitability.LastingObjectException;
import dev.weakref.suitability.OwnProxies;
import org.jspecify.annotations.Nullable;

/**
 * Registers actions that are run after an object has been collected.
 * <p>
 * The action gets a resource that was registered with it, such as the path of a temporary
 * file. It is run at most once, by whichever comes first:
 * <ul>
 * <li>the collection of the object: some time after it, on the callback executor, newest
 * first among the callbacks and finalizers of one object, in no order between objects;
 * what the action throws is counted and logged, and goes nowhere else;</li>
 * <li>a call of {@link Finalizer#call()}: at once, on the calling thread, which gets the
 * result or what the action throws;</li>
 * <li>{@link #close()}, if the finalizer is to be run then: newest first among all
 * objects.</li>
 * </ul>
 * The action sees all that the registering thread did before. Nothing is run when the JVM
 * ends without {@link #close()}. An object that becomes unreachable while one of its own
 * methods still runs can be collected meanwhile; where that method uses the resource, it
 * ends with {@link java.lang.ref.Reference#reachabilityFence}.
 * <p>
 * The returned {@link Finalizer} need not be held, but this instance must be.
 * <p>
 * <strong>Neither action nor resource may reach the object</strong>: it would never be
 * collected. The usual mistake is an action that uses {@code this}, or a field of it.
 *
 * <pre>{@code
 * finalizers.register(this, this.path, (path) -> delete(this.path)); // never runs
 * finalizers.register(this, this.path, (path) -> delete(path));      // runs
 * }</pre>
 *
 * An action or resource is refused if it is the object, or holds it in a field, as
 * lambdas, method references and inner classes hold the variables they capture. Longer
 * paths, and paths through a collection or a module that is not open, are not found.
 * <p>
 * A weak proxy stands for the object behind it.
 * <p>
 * After the close of the reaper no collection is noticed; an action that is registered
 * then is run only by a call or at close. Registering costs expected O(1). Arguments must
 * not be {@code null}. Safe for use by any number of threads.
 */
public final class Finalizers implements AutoCloseable {

	private final CallbackSource source = CallbackSource.of(Kind.FINALIZER);

	private final AtomicReference<@Nullable Closing> closing = new AtomicReference<>();

	private final Referents referents;

	private final FinalizerCounters counters;

	private final boolean runOnClose;

	private final Duration closeTimeout;

	/**
	 * Creates an instance whose {@link #close()} runs pending finalizers for at most 10
	 * seconds.
	 * @param referents the referents, which watch the objects
	 */
	public Finalizers(Referents referents) {
		this(referents, true, Duration.ofSeconds(10));
	}

	/**
	 * Creates an instance.
	 * @param referents the referents, which watch the objects
	 * @param runOnClose whether new finalizers are run at close
	 * @param closeTimeout how long {@link #close()} waits for them
	 */
	public Finalizers(Referents referents, boolean runOnClose, Duration closeTimeout) {
		this(referents, new FinalizerCounters(), runOnClose, closeTimeout);
	}

	private Finalizers(Referents referents, FinalizerCounters counters, boolean runOnClose, Duration closeTimeout) {
		this.referents = referents;
		this.counters = counters;
		this.runOnClose = runOnClose;
		this.closeTimeout = closeTimeout;
	}

	/**
	 * Creates an instance for a part of the application that ends before the rest of it.
	 * The new instance has finalizers of its own and is closed on its own. Both instances
	 * count their finalizers together.
	 * @param runOnClose whether new finalizers are run at close
	 * @param closeTimeout how long {@link #close()} waits for them
	 * @return the other instance, which this one does not close
	 */
	public Finalizers child(boolean runOnClose, Duration closeTimeout) {
		Objects.requireNonNull(closeTimeout, "'closeTimeout' must not be null");
		return new Finalizers(this.referents, this.counters, runOnClose, closeTimeout);
	}

	/**
	 * Registers an action without result.
	 * @param object the object
	 * @param resource the argument of the action
	 * @param action the action
	 * @param <S> the type of the resource
	 * @return the finalizer, which need not be held
	 * @throws CapturedReferentException if action or resource are seen to hold the object
	 * @throws LastingObjectException if the object is of a kind that is never collected
	 * @throws IllegalStateException if this instance is closed
	 */
	public <S> Finalizer<@Nullable Void> register(Object object, S resource, Consumer<? super S> action) {
		return register(object, resource, action, this.runOnClose);
	}

	/**
	 * Registers an action without result, and sets whether this action is run at close.
	 * The setting of this instance has no effect on it. Unlike with a later call of
	 * {@link Finalizer#setRunOnClose}, no close can come in between.
	 * @param object the object
	 * @param resource the argument of the action
	 * @param action the action
	 * @param runOnClose whether the action is run at close
	 * @param <S> the type of the resource
	 * @return the finalizer, which need not be held
	 * @throws CapturedReferentException if action or resource are seen to hold the object
	 * @throws LastingObjectException if the object is of a kind that is never collected
	 * @throws IllegalStateException if this instance is closed
	 */
	public <S> Finalizer<@Nullable Void> register(Object object, S resource, Consumer<? super S> action,
			boolean runOnClose) {
		Object referent = OwnProxies.referent(object);
		check(referent, resource, action);
		return start(referent,
				Finalizer.of(this, referent, resource, action, this.counters.countRegistered(), runOnClose));
	}

	/**
	 * Registers an action whose result is returned by {@link Finalizer#call()}.
	 * @param object the object
	 * @param resource the argument of the action
	 * @param action the action
	 * @param <S> the type of the resource
	 * @param <V> the type of the result
	 * @return the finalizer, which need not be held
	 * @throws CapturedReferentException if action or resource are seen to hold the object
	 * @throws LastingObjectException if the object is of a kind that is never collected
	 * @throws IllegalStateException if this instance is closed
	 */
	public <S, V extends @Nullable Object> Finalizer<V> registerFunction(Object object, S resource,
			Function<? super S, ? extends V> action) {
		return registerFunction(object, resource, action, this.runOnClose);
	}

	/**
	 * Registers an action with a result, and sets whether it is run at close, whatever
	 * this instance does with others.
	 * @param object the object
	 * @param resource the argument of the action
	 * @param action the action
	 * @param runOnClose whether the action is run at close
	 * @param <S> the type of the resource
	 * @param <V> the type of the result
	 * @return the finalizer, which need not be held
	 * @throws CapturedReferentException if action or resource are seen to hold the object
	 * @throws LastingObjectException if the object is of a kind that is never collected
	 * @throws IllegalStateException if this instance is closed
	 */
	public <S, V extends @Nullable Object> Finalizer<V> registerFunction(Object object, S resource,
			Function<? super S, ? extends V> action, boolean runOnClose) {
		Object referent = OwnProxies.referent(object);
		check(referent, resource, action);
		return start(referent,
				Finalizer.of(this, referent, resource, action, this.counters.countRegistered(), runOnClose));
	}

	/**
	 * Returns the counts so far, here and in all {@linkplain #child children} together.
	 * @return a snapshot
	 */
	public FinalizerStatistics statistics() {
		return this.counters.statistics();
	}

	/**
	 * Runs the pending finalizers that are to be run at close, newest first, one after
	 * the other, on a thread of their own. A finalizer that is registered meanwhile is
	 * run next. This method waits for the thread, at most as long as the close timeout.
	 * An exception of a finalizer is counted and logged, and the next finalizer is run.
	 * After the timeout, or an interrupt of the calling thread, the running finalizer is
	 * logged with the class of its object, and its thread is interrupted; the remaining
	 * finalizers are counted and given up.
	 * <p>
	 * After the close, no further finalizer of a live object is run, not even by
	 * {@link Finalizer#call()}, and none can be registered. The reaper still runs the
	 * finalizers of objects whose collection it noticed before. Later calls have no
	 * effect. A call during the first one returns at once.
	 */
	@Override
	public void close() {
		Closing closing = new Closing(this, this.referents);
		if (this.closing.compareAndSet(null, closing)) {
			closing.run(this.closeTimeout);
		}
	}

	/**
	 * Runs some of the pending finalizers now as {@link #close()} does, for a part of an
	 * application that ends before the rest of it: those that are to be run at close,
	 * newest first, for as long as the close timeout. That includes those whose object's
	 * collection has been noticed but which have not been run yet. Finalizers that are
	 * not begun in time stay pending, and so do all others.
	 * @param finalizers the finalizers, in any order
	 */
	public void close(Collection<? extends Finalizer<?>> finalizers) {
		Objects.requireNonNull(finalizers, "'finalizers' must not be null");
		new Closing(this, this.referents).run(finalizers, this.closeTimeout);
	}

	/**
	 * Returns whether nothing can be registered any more.
	 * @return whether {@link #close()} has run, or given up, the finalizers that were
	 * pending
	 */
	public boolean isClosed() {
		Closing closing = this.closing.get();
		return closing != null && closing.isOver();
	}

	CallbackSource source() {
		return this.source;
	}

	Callbacks callbacks() {
		return this.referents.reaper().callbacks();
	}

	void retire(Finalizer<?> finalizer) {
		this.referents.unwatch(finalizer);
	}

	FinalizerCounters counters() {
		return this.counters;
	}

	/**
	 * Gives up a finalizer that is not to be run any more.
	 * @return whether it was pending
	 */
	boolean abandon(Finalizer<?> finalizer) {
		if (finalizer.claim() == null) {
			return false;
		}
		retire(finalizer);
		this.counters.countAbandoned();
		return true;
	}

	private void check(Object object, Object resource, Object action) {
		Objects.requireNonNull(object, "'object' must not be null");
		Objects.requireNonNull(resource, "'resource' must not be null");
		Objects.requireNonNull(action, "'action' must not be null");
		this.referents.requireSuitable(object, action, resource);
		if (isClosed()) {
			throw closed();
		}
	}

	/**
	 * Starts to watch the object. A close that has begun meanwhile may have looked for
	 * pending finalizers before this one was added, so it gets this one too.
	 */
	private <F extends Finalizer<?>> F start(Object object, F finalizer) {
		this.referents.watchUnhashed(object, finalizer);
		Closing closing = this.closing.get();
		if (closing != null) {
			closing.add(finalizer);
			if (closing.isOver() && (abandon(finalizer) || finalizer.isUnused())) {
				throw closed();
			}
		}
		return finalizer;
	}

	private static IllegalStateException closed() {
		return new IllegalStateException("These finalizers are closed, so nothing would run the action");
	}

}
