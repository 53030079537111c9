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
			ORDER = lookup.findVarHandle(Finalizer.class, "order", long.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private final Finalizers owner;

	private final Class<?> referentType;

	/** Who sets it to null is the one who runs it. */
	@SuppressWarnings("unused")
	private @Nullable Object action;

	private @Nullable Object resource;

	/** The place in the order of creation; negative if not to be run at close. */
	private long order;

	private Finalizer(Finalizers owner, Object object, Object action, Object resource, long order) {
		this.owner = owner;
		this.referentType = object.getClass();
		this.resource = resource;
		this.order = order;
		ACTION.setRelease(this, action);
	}

	static <S> Finalizer<@Nullable Void> of(Finalizers owner, Object object, S resource, Consumer<? super S> action,
			long order) {
		return new Consuming<>(owner, object, action, resource, order);
	}

	static <S, V extends @Nullable Object> Finalizer<V> of(Finalizers owner, Object object, S resource,
			Function<? super S, ? extends V> action, long order) {
		return new Computing<>(owner, object, action, resource, order);
	}

	/**
	 * The user code of an action.
	 */
	static Object userCode(Object action) {
		return (action instanceof TypeFinalizers.Finish<?> finish) ? finish.typeFinalizer() : action;
	}

	/**
	 * Run the action now, on this thread, unless it was run before. What it throws
	 * reaches the caller, and the finalizer is dead even so.
	 * @return the result of the action, or {@code null} if this call was not the one to
	 * run it
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
	 * Run the action now, on this thread, unless it was run before: {@link #call()}
	 * without the result.
	 */
	@Override
	public final void close() {
		call();
	}

	/**
	 * What was registered.
	 * @return the details, or empty if the finalizer is dead or the object has been
	 * collected
	 */
	public final Optional<FinalizerDetails<V>> peek() {
		Object object = object();
		Object resource = this.resource;
		Object action = ACTION.getAcquire(this);
		return (object != null && resource != null && action != null)
				? Optional.of(new FinalizerDetails<>(this, object, resource, action)) : Optional.empty();
	}

	/**
	 * Give the finalizer up: its action is not run.
	 * @return what was registered, or empty if the finalizer was dead; also if the object
	 * has been collected, and then the action is still run
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
		this.owner.account().countDetached();
		return Optional.of(new FinalizerDetails<>(this, object, resource, action));
	}

	/**
	 * Whether the action has yet to be run.
	 * @return whether it has neither been run nor detached
	 */
	public final boolean isPending() {
		return ACTION.getAcquire(this) != null;
	}

	/**
	 * Whether the action is run at close if the object is still alive then.
	 * @return whether it is; false for a dead finalizer
	 */
	public final boolean isRunOnClose() {
		return isPending() && (long) ORDER.getVolatile(this) > 0;
	}

	/**
	 * Set whether the action is run at close. Has no effect on a dead finalizer.
	 * @param runOnClose whether to run it
	 */
	public final void setRunOnClose(boolean runOnClose) {
		ORDER.setVolatile(this, (runOnClose) ? order() : -order());
	}

	/**
	 * The class of the object if that is alive; runs none of its code.
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
	 * Run the action at close. The claim has been made.
	 */
	final void runAtClose(Object action) {
		run(action, RunCause.CLOSE);
	}

	/**
	 * Take the action, which only one can.
	 * @return the action, or {@code null} if somebody else was first
	 */
	final @Nullable Object claim() {
		return isPending() ? ACTION.getAndSet(this, null) : null;
	}

	/**
	 * Whether a dead finalizer was given up without being run.
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
			this.owner.account().countRun(cause, succeeded);
		}
	}

	/**
	 * Runs a consumer of its resource.
	 */
	@SuppressWarnings("unchecked")
	private static final class Consuming<S> extends Finalizer<@Nullable Void> {

		Consuming(Finalizers owner, Object object, Consumer<? super S> action, Object resource, long order) {
			super(owner, object, action, resource, order);
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

		Computing(Finalizers owner, Object object, Function<? super S, ? extends V> action, Object resource,
				long order) {
			super(owner, object, action, resource, order);
		}

		@Override
		V invoke(Object action, Object resource) {
			return ((Function<S, V>) action).apply((S) resource);
		}

	}

}
