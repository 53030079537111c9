package dev.weakref.reference;

import java.lang.ref.Reference;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.weakref.suitability.OwnProxies;
import org.jspecify.annotations.Nullable;

/**
 * A weak reference to an object, which does not keep it alive.
 * <p>
 * {@link #get()} makes the object strong for as long as its result is held: fetch once
 * and use what was fetched, or let {@link #ifPresent} and its siblings do so. Asking
 * {@link #isAlive()} first and fetching later is a race. Asking {@link #get()} again and
 * again may keep the object alive for ever; {@link #isAlive()} never does.
 * <p>
 * Two refs are equal while both objects are alive and equal, and otherwise only if they
 * are the same ref. The hash code is that of the object. It stays the same after the
 * collection if it was asked for before. So refs can be keys of a map, but an equal ref
 * no longer finds the entry after an object has been collected. {@link #identityKey()}
 * returns a key whose equality never changes.
 * <p>
 * Refs are made by {@link WeakRefs} and are safe for use by any number of threads.
 *
 * @param <T> the type of the object
 */
public sealed class WeakRef<T> permits AnnotatedRef {

	private final Referents referents;

	final @Nullable OnceCallback<?> once;

	/** Set once, before another thread can see this ref. */
	@Nullable Referent referent;

	private int hash;

	private volatile boolean hashed;

	WeakRef(Referents referents, @Nullable OnceCallback<?> once) {
		this.referents = referents;
		this.once = once;
	}

	/**
	 * Returns the object and makes it strong.
	 * @return the object, or {@code null} if it has been collected
	 */
	@SuppressWarnings("unchecked")
	public @Nullable T get() {
		return (T) object();
	}

	/**
	 * Returns the object and makes it strong.
	 * @return the object, or empty if it has been collected
	 */
	public final Optional<T> find() {
		return Optional.ofNullable(get());
	}

	/**
	 * Returns whether the object has not been collected. Does not make it strong; the
	 * answer may be out of date as soon as it is given.
	 * @return whether it is alive
	 */
	public final boolean isAlive() {
		return this.referent != null && !this.referent.refersTo(null);
	}

	/**
	 * Returns whether this ref refers to a certain object. Does not make it strong.
	 * @param object the object
	 * @return whether it is the one
	 */
	public final boolean refersTo(T object) {
		Objects.requireNonNull(object, "'object' must not be null");
		return this.referent != null && this.referent.refersTo(OwnProxies.referent(object));
	}

	/**
	 * Passes the object to an action if the object is live. The object stays live during
	 * the call. An exception of the action reaches the caller.
	 * @param action the action
	 */
	public final void ifPresent(Consumer<? super T> action) {
		Objects.requireNonNull(action, "'action' must not be null");
		T object = get();
		if (object != null) {
			action.accept(object);
		}
	}

	/**
	 * Applies a function to the object if it is live.
	 * @param function the function
	 * @param <R> the type of the result
	 * @return the result, or empty if the object has been collected or the function gave
	 * {@code null}
	 */
	public final <R> Optional<R> map(Function<? super T, ? extends @Nullable R> function) {
		Objects.requireNonNull(function, "'function' must not be null");
		T object = get();
		return (object != null) ? Optional.ofNullable(function.apply(object)) : Optional.empty();
	}

	/**
	 * Returns the object, or another one if it has been collected.
	 * @param other the other object, which must not be {@code null}; for {@code null} use
	 * {@link #get}
	 * @return the object if it is live, otherwise the other one
	 */
	public final T orElse(T other) {
		Objects.requireNonNull(other, "'other' must not be null");
		T object = get();
		return (object != null) ? object : other;
	}

	/**
	 * Returns the callback that follows the collection of the object.
	 * @return the very callback that was registered, or {@code null} if there is none or
	 * the object has been collected
	 */
	public @Nullable Consumer<?> callback() {
		Consumer<?> callback = (this.once != null) ? this.once.code() : null;
		return isAlive() ? callback : null;
	}

	/**
	 * Returns a key that is equal to the keys of other refs to the same object, before
	 * and after its collection, and to nothing else. It does not keep the object alive.
	 * @return the key
	 */
	public final Object identityKey() {
		Object object = object();
		if (object != null && this.referent != null) {
			this.referents.pin(this.referent);
			Reference.reachabilityFence(object);
		}
		Reference.reachabilityFence(this);
		return new RefKey(this.referent);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		if (this == other) {
			return true;
		}
		if (!(other instanceof WeakRef<?> ref)) {
			return false;
		}
		Object mine = object();
		Object others = ref.object();
		return mine != null && others != null && mine.equals(others);
	}

	/**
	 * Returns the hash code of the object.
	 * @throws IllegalStateException if it is asked for the first time after the object
	 * has been collected
	 */
	@Override
	public int hashCode() {
		if (!this.hashed) {
			Object object = object();
			if (object == null) {
				throw new IllegalStateException("The hash code of a weak reference was asked for the first time after"
						+ " its object had been collected; ask for it earlier, as putting it in a map does");
			}
			this.hash = object.hashCode();
			this.hashed = true;
		}
		return this.hash;
	}

	/**
	 * Returns the class of the object, if it is live; runs none of its code.
	 */
	@Override
	public String toString() {
		Object object = object();
		return getClass().getSimpleName() + "@" + Integer.toHexString(System.identityHashCode(this))
				+ ((object != null) ? "[" + object.getClass().getName() + "]" : "[dead]");
	}

	/**
	 * Returns the object without counting the access.
	 */
	private @Nullable Object object() {
		return (this.referent != null) ? this.referent.get() : null;
	}

	/**
	 * The key of a node of the table.
	 */
	private record RefKey(@Nullable Referent referent) {

		@Override
		public String toString() {
			return "RefKey@" + Integer.toHexString(hashCode());
		}

	}

}
