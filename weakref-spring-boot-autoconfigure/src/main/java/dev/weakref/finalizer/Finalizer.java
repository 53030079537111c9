package dev.weakref.finalizer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.weakref.reaper.CallbackSource;
import dev.weakref.reference.Watcher;
import org.jspecify.annotations.Nullable;

/**
 * An action that is run once: after its object has been collected, when it is called, or
 * at close, whichever comes first. It need not be held for that.
 * <p>
 * Finalizers are made by {@link Finalizers}, compare by identity, and are safe for use by
 * any number of threads.
 *
 * @param <V> the type of the result
 */
public abstract sealed class Finalizer<V extends @Nullable Object> extends Watcher implements AutoCloseable {

	private static final VarHandle ACTION;

	private static final VarHandle ORDER;

	static {
		try {
			MethodHandles.Lookup lookup = MethodHandles.lookup();
			ACTION = lookup.findVarHandle(Finalizer.class, "action", Object.class);
			ORDER = lookup.findVarHandle(Finalizer.class, "orderAndRunOnClose", long.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private final Finalizers owner;

	private final Class<?> referentType;

	/** The caller that sets it to null runs it. */
	@SuppressWarnings("unused")
	private @Nullable Object action;

	private @Nullable Object resource;

	/**
	 * The number in the order of registration, negated if the action is not run at close.
	 * A second field would cost eight bytes for each finalizer.
	 */
	private long orderAndRunOnClose;

	private Finalizer(Finalizers owner, Object object, Object action, Object resource, long order, boolean runOnClose) {
		this.owner = owner;
		this.referentType = object.getClass();
		this.resource = resource;
		this.orderAndRunOnClose = (runOnClose) ? order : -order;
		ACTION.setRelease(this, action);
	}

	static <S> Finalizer<@Nullable Void> of(Finalizers owner, Object object, S resource, Consumer<? super S> action,
			long order, boolean runOnClose) {
		return new Consuming<>(owner, object, action, resource, order, runOnClose);
	}

	static <S, V extends @Nullable Object> Finalizer<V> of(Finalizers owner, Object object, S resource,
			Function<? super S, ? extends V> action, long order, boolean runOnClose) {
		return new Computing<>(owner, object, action, resource, order, runOnClose);
	}

	/**
	 * Returns the user code of an action.
	 */
	static Object userCode(Object action) {
		return (action instanceof TypeFinalizers.Finish<?> finish) ? finish.typeFinalizer() : action;
	}

	/**
	 * Runs the action now, on this thread, unless it was run before. An exception of the
	 * action is thrown to the caller; the finalizer is not pending any more even then.
	 * @return the result of the action, or {@code null} if it was run before
	 */
	public final @Nullable V call() {
		Object action = claim();
		if (action == null) {
			return null;
		}
		this.owner.retire(this);
		return run(action, RunCause.EXPLICIT);
	}

	/**
	 * Runs the action now, on this thread, unless it was run before, like
	 * {@link #call()}.
	 */
	@Override
	public final void close() {
		call();
	}

	/**
	 * Returns the object, resource and action that were registered.
	 * @return the details, or empty if the finalizer is not pending or the object has
	 * been collected
	 */
	public final Optional<FinalizerDetails<V>> peek() {
		Object object = object();
		Object resource = this.resource;
		Object action = ACTION.getAcquire(this);
		return (object != null && resource != null && action != null)
				? Optional.of(new FinalizerDetails<>(this, object, resource, action)) : Optional.empty();
	}

	/**
	 * Detaches the finalizer: its action is not run.
	 * @return the details, or empty if the finalizer was not pending. Also empty if the
	 * object has been collected; then the action is still run
	 */
	public final Optional<FinalizerDetails<V>> detach() {
		Object object = object();
		Object resource = this.resource;
		Object action = (object != null) ? claim() : null;
		if (object == null || resource == null || action == null) {
			return Optional.empty();
		}
		this.resource = null;
		this.owner.retire(this);
		this.owner.counters().countDetached();
		return Optional.of(new FinalizerDetails<>(this, object, resource, action));
	}

	/**
	 * Returns whether the action has yet to be run.
	 * @return whether it has neither been run nor detached
	 */
	public final boolean isPending() {
		return ACTION.getAcquire(this) != null;
	}

	/**
	 * Returns whether the action is run at close if the object is still live then.
	 * @return whether it is; false if the finalizer is not pending
	 */
	public final boolean isRunOnClose() {
		return isPending() && (long) ORDER.getVolatile(this) > 0;
	}

	/**
	 * Sets whether the action is run at close. Has no effect if the finalizer is not
	 * pending.
	 * @param runOnClose whether to run it
	 */
	public final void setRunOnClose(boolean runOnClose) {
		ORDER.setVolatile(this, (runOnClose) ? order() : -order());
	}

	/**
	 * Returns the class of the object if that is live; runs none of its code.
	 */
	@Override
	public final String toString() {
		Object object = (isPending()) ? object() : null;
		return "Finalizer@" + Integer.toHexString(System.identityHashCode(this)) + ((object != null)
				? "[" + object.getClass().getName() + "]" : (isPending()) ? "[collected]" : "[dead]");
	}

	@Override
	protected final CallbackSource source() {
		return this.owner.source();
	}

	@Override
	protected final @Nullable Object code() {
		Object action = ACTION.getAcquire(this);
		return (action != null) ? userCode(action) : null;
	}

	@Override
	protected final Class<?> referentType() {
		return this.referentType;
	}

	@Override
	protected final boolean run() {
		Object action = claim();
		if (action == null) {
			return false;
		}
		run(action, RunCause.COLLECTED);
		return true;
	}

	/**
	 * Runs the action, which has been {@linkplain #claim() taken}, at close.
	 */
	final void runAtClose(Object action) {
		run(action, RunCause.CLOSE);
	}

	/**
	 * Takes the action, which only one caller gets.
	 * @return the action, or {@code null} if another caller was first
	 */
	final @Nullable Object claim() {
		return isPending() ? ACTION.getAndSet(this, null) : null;
	}

	/**
	 * Returns whether a finalizer that is not pending was given up without being run.
	 */
	final boolean isUnused() {
		return this.resource != null;
	}

	final long order() {
		return Math.abs((long) ORDER.getVolatile(this));
	}

	final boolean isOf(Finalizers finalizers) {
		return this.owner == finalizers;
	}

	abstract V invoke(Object action, Object resource);

	private V run(Object action, RunCause cause) {
		Object resource = Objects.requireNonNull(this.resource);
		this.resource = null;
		boolean succeeded = false;
		try {
			V result = invoke(action, resource);
			succeeded = true;
			return result;
		}
		finally {
			this.owner.counters().countRun(cause, succeeded);
		}
	}

	/**
	 * Runs a consumer of its resource.
	 */
	@SuppressWarnings("unchecked")
	private static final class Consuming<S> extends Finalizer<@Nullable Void> {

		Consuming(Finalizers owner, Object object, Consumer<? super S> action, Object resource, long order,
				boolean runOnClose) {
			super(owner, object, action, resource, order, runOnClose);
		}

		@Override
		@Nullable Void invoke(Object action, Object resource) {
			((Consumer<S>) action).accept((S) resource);
			return null;
		}

	}

	/**
	 * Applies a function to its resource.
	 */
	@SuppressWarnings("unchecked")
	private static final class Computing<S, V extends @Nullable Object> extends Finalizer<V> {

		Computing(Finalizers owner, Object object, Function<? super S, ? extends V> action, Object resource, long order,
				boolean runOnClose) {
			super(owner, object, action, resource, order, runOnClose);
		}

		@Override
		V invoke(Object action, Object resource) {
			return ((Function<S, V>) action).apply((S) resource);
		}

	}

}
