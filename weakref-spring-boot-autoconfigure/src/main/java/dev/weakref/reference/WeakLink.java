package dev.weakref.reference;

import java.lang.ref.WeakReference;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.weakref.suitability.OwnProxies;
import org.jspecify.annotations.Nullable;

/**
 * A link to an object that is not kept alive by it: from a child to its parent, from an
 * element to the one before it, from a helper to its owner.
 * <p>
 * {@link #get()} returns {@code null} both for a link that was never set and for a link
 * whose target has been collected. {@link #state()} distinguishes the two: a root has no
 * parent, an orphan has lost its parent.
 * <p>
 * Call {@link #get()} once and use its result. A second call may return {@code null}:
 *
 * <pre>{@code
 * private final WeakLink<Folder> parent = WeakLink.empty();
 *
 * String path() {
 *     Folder parent = this.parent.get();
 *     return (parent != null) ? parent.path() + "/" + this.name : this.name;
 * }
 * }</pre>
 *
 * The target of a link to a weak proxy is the object behind it. Links compare by
 * identity. Safe for use by any number of threads. A thread that reads the target sees
 * all that the setting thread did before it set the link.
 *
 * @param <T> the type of the target
 */
public final class WeakLink<T> {

	private volatile @Nullable WeakReference<T> target;

	private WeakLink(@Nullable T target) {
		set(target);
	}

	/**
	 * Creates a link without a target.
	 * @param <T> the type of the target
	 * @return a new link
	 */
	public static <T> WeakLink<T> empty() {
		return new WeakLink<>(null);
	}

	/**
	 * Creates a link to an object.
	 * @param target the object
	 * @param <T> the type of the target
	 * @return a new link
	 */
	public static <T> WeakLink<T> to(T target) {
		Objects.requireNonNull(target, "'target' must not be null");
		return new WeakLink<>(target);
	}

	/**
	 * Sets the target.
	 * @param target the object, or {@code null} for none
	 */
	public void set(@Nullable T target) {
		this.target = (target != null) ? new WeakReference<>(OwnProxies.referent(target)) : null;
	}

	/**
	 * Returns the target and makes it strong.
	 * @return the target, or {@code null} if none was set or it has been collected
	 */
	public @Nullable T get() {
		WeakReference<T> target = this.target;
		return (target != null) ? target.get() : null;
	}

	/**
	 * Returns the target, or throws if there is none.
	 * @return the target
	 * @throws NoSuchElementException if none was set or it has been collected; the
	 * message says which
	 */
	public T require() {
		WeakReference<T> reference = this.target;
		if (reference == null) {
			throw new NoSuchElementException("The link has no target");
		}
		T target = reference.get();
		if (target == null) {
			throw new NoSuchElementException("The target of the link has been collected");
		}
		return target;
	}

	/**
	 * Applies a function to the target.
	 * @param function the function, which is not called without a live target; its
	 * exceptions are thrown to the caller
	 * @param <R> the type of the result
	 * @return its result, or {@code null} if there is no live target
	 */
	public <R> @Nullable R map(Function<? super T, ? extends @Nullable R> function) {
		Objects.requireNonNull(function, "'function' must not be null");
		T target = get();
		return (target != null) ? function.apply(target) : null;
	}

	/**
	 * Passes the target to an action.
	 * @param action the action, which is not called without a live target; its exceptions
	 * are thrown to the caller
	 * @return whether there was a live target
	 */
	public boolean ifAlive(Consumer<? super T> action) {
		Objects.requireNonNull(action, "'action' must not be null");
		T target = get();
		if (target == null) {
			return false;
		}
		action.accept(target);
		return true;
	}

	/**
	 * Returns whether there is a live target, without making it strong. It may be gone
	 * when you use the answer: to do something with the target, {@link #get} it.
	 * @return whether there is one
	 */
	public boolean isAlive() {
		return state() == State.ALIVE;
	}

	/**
	 * Returns whether the link has a target, lost it, or never had one, without making it
	 * strong.
	 * @return the state at this moment
	 */
	public State state() {
		WeakReference<T> target = this.target;
		if (target == null) {
			return State.EMPTY;
		}
		return target.refersTo(null) ? State.COLLECTED : State.ALIVE;
	}

	/**
	 * Returns the state, and nothing of the target.
	 */
	@Override
	public String toString() {
		return "WeakLink[" + state() + "]";
	}

	/**
	 * The state of a link.
	 */
	public enum State {

		/** No target was set, or it was set to {@code null}. */
		EMPTY,

		/** There is a target. */
		ALIVE,

		/** The target that was set has been collected. */
		COLLECTED

	}

}
