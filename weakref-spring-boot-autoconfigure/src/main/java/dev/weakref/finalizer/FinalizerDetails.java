package dev.weakref.finalizer;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The object, resource and action of a finalizer, all held strongly. Two are equal if
 * object, resource and action are the same, by identity.
 *
 * @param <V> the type of the result
 */
public final class FinalizerDetails<V extends @Nullable Object> {

	private final Finalizer<V> finalizer;

	private final Object object;

	private final Object resource;

	private final Object action;

	FinalizerDetails(Finalizer<V> finalizer, Object object, Object resource, Object action) {
		this.finalizer = finalizer;
		this.object = object;
		this.resource = resource;
		this.action = action;
	}

	/**
	 * Returns the object.
	 * @return the object
	 */
	public Object object() {
		return this.object;
	}

	/**
	 * Returns the resource, the argument of the action.
	 * @return the very resource that was registered
	 */
	public Object resource() {
		return this.resource;
	}

	/**
	 * Returns the action.
	 * @return the very {@link java.util.function.Consumer} or
	 * {@link java.util.function.Function} that was registered, or the
	 * {@link TypeFinalizer}
	 */
	public Object action() {
		return Finalizer.userCode(this.action);
	}

	/**
	 * Runs the action. The state of the finalizer does not change.
	 * @return its result
	 */
	public V run() {
		return this.finalizer.invoke(this.action, this.resource);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof FinalizerDetails<?> details && this.object == details.object
				&& this.resource == details.resource && this.action == details.action);
	}

	@Override
	public int hashCode() {
		return Objects.hash(System.identityHashCode(this.object), System.identityHashCode(this.resource),
				System.identityHashCode(this.action));
	}

	/**
	 * Returns the classes of object, resource and action; runs none of their code.
	 */
	@Override
	public String toString() {
		return "FinalizerDetails[object=" + this.object.getClass().getName() + ", resource="
				+ this.resource.getClass().getName() + ", action=" + action().getClass().getName() + "]";
	}

}
