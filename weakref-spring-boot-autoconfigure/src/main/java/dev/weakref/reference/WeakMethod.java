package dev.weakref.reference;

import java.util.Optional;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * A method that refers weakly to its receiver. A method reference
 * {@code receiver::method} cannot do this: it holds the receiver strongly, and if only a
 * weak reference refers to the method reference, it is collected at once.
 * <p>
 * {@link #get()} binds the method, strongly, for a call; the result is empty once the
 * receiver has been collected. Methods are called virtually, so an override wins.
 * <p>
 * Two weak methods are equal while both receivers are alive and equal and the methods are
 * the same. After the collection of a receiver, a weak method is equal only to itself.
 * The hash code is that of the receiver. It stays the same after the collection if it was
 * asked for before. A {@link java.lang.reflect.Method} is the same as any equal one. Two
 * method references {@code Type::method} in different places of the source are different
 * methods; one method reference that is evaluated twice is the same method.
 *
 * @param <T> the type of the receiver
 * @param <B> the type of the bound method
 * @see WeakMethods
 */
public final class WeakMethod<T, B> {

	private final Binder<T, B> binder;

	private final Object method;

	private final WeakRef<T> receiver;

	final @Nullable OnceCallback<WeakMethod<T, B>> once;

	WeakMethod(WeakRef<T> receiver, Object method, Binder<T, B> binder, @Nullable OnceCallback<WeakMethod<T, B>> once) {
		this.receiver = receiver;
		this.method = method;
		this.binder = binder;
		this.once = once;
	}

	/**
	 * Binds the method to its receiver, strongly.
	 * @return the bound method, a new one with each call, or {@code null} if the receiver
	 * has been collected
	 */
	public @Nullable B get() {
		T receiver = this.receiver.get();
		return (receiver != null) ? this.binder.bind(receiver) : null;
	}

	/**
	 * Binds the method to its receiver, strongly.
	 * @return the bound method, or empty if the receiver has been collected
	 */
	public Optional<B> find() {
		return Optional.ofNullable(get());
	}

	/**
	 * Returns whether the receiver has not been collected. Does not make it strong.
	 * @return whether it is alive
	 */
	public boolean isAlive() {
		return this.receiver.isAlive();
	}

	/**
	 * Returns the callback that follows the collection of the receiver.
	 * @return the very callback that was registered, or {@code null} if there is none or
	 * the receiver has been collected
	 */
	public @Nullable Consumer<? super WeakMethod<T, B>> callback() {
		Consumer<? super WeakMethod<T, B>> callback = (this.once != null) ? this.once.code() : null;
		return isAlive() ? callback : null;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof WeakMethod<?, ?> weak && this.method.equals(weak.method)
				&& this.receiver.equals(weak.receiver));
	}

	/**
	 * Returns the hash code of the receiver.
	 * @throws IllegalStateException if it is asked for the first time after the receiver
	 * has been collected
	 */
	@Override
	public int hashCode() {
		return this.receiver.hashCode();
	}

	@Override
	public String toString() {
		return "WeakMethod of " + this.receiver;
	}

	/**
	 * Binds a method to a receiver.
	 */
	@FunctionalInterface
	interface Binder<T, B> {

		B bind(T receiver);

	}

}
