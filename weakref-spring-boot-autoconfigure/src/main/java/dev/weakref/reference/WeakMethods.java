package dev.weakref.reference;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.weakref.suitability.CapturedReferentException;
import dev.weakref.suitability.LastingObjectException;
import dev.weakref.suitability.OwnProxies;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link WeakMethod}s of a receiver and an unbound method: {@code Type::method} or
 * a {@link Method}, never {@code receiver::method}.
 *
 * <pre>{@code
 * WeakMethod<Screen, Consumer<Frame>> show = methods.consumer(screen, Screen::show);
 * show.find().ifPresent((bound) -> bound.accept(frame));
 * }</pre>
 *
 * Each call creates a new weak method. A method that is seen to hold its receiver, such
 * as {@code receiver::method}, is refused with a {@link CapturedReferentException}. A
 * callback, which is the last argument, runs once after the receiver has been collected,
 * if the weak method is still held. The callback must not reach the receiver. Receivers
 * and methods must not be {@code null}.
 */
public final class WeakMethods {

	private final Referents referents;

	/**
	 * Creates an instance.
	 * @param referents the referents, which watch the receivers
	 */
	public WeakMethods(Referents referents) {
		this.referents = referents;
	}

	/**
	 * Creates a weak method of a method without parameters and result.
	 * @param receiver the receiver
	 * @param method the method
	 * @param <T> the type of the receiver
	 * @return a weak method
	 */
	public <T> WeakMethod<T, Runnable> runnable(T receiver, Consumer<? super T> method) {
		return create(receiver, method, (target) -> () -> method.accept(target));
	}

	/**
	 * Creates a weak method of a method without parameters and result, with a callback.
	 * @param receiver the receiver
	 * @param method the method
	 * @param callback the callback, which gets the weak method, empty by then, after the
	 * receiver has been collected; only if the weak method is still held at that time
	 * @param <T> the type of the receiver
	 * @return a weak method
	 * @throws CapturedReferentException if the callback is seen to hold the receiver
	 * @throws LastingObjectException if the receiver is of a kind that is never collected
	 * @throws IllegalStateException if the reaper is closed
	 */
	public <T> WeakMethod<T, Runnable> runnable(T receiver, Consumer<? super T> method,
			Consumer<? super WeakMethod<T, Runnable>> callback) {
		Objects.requireNonNull(callback, "'callback' must not be null");
		return create(receiver, method, (target) -> () -> method.accept(target), callback);
	}

	/**
	 * Creates a weak method of a method without parameters.
	 * @param receiver the receiver
	 * @param method the method
	 * @param <T> the type of the receiver
	 * @param <R> the type of the result
	 * @return a weak method
	 */
	public <T, R extends @Nullable Object> WeakMethod<T, Supplier<R>> supplier(T receiver,
			Function<? super T, ? extends R> method) {
		return create(receiver, method, (target) -> () -> method.apply(target));
	}

	/**
	 * Creates a weak method of a method without parameters, with a callback.
	 * @param receiver the receiver
	 * @param method the method
	 * @param callback the callback, which gets the weak method, empty by then, after the
	 * receiver has been collected; only if the weak method is still held at that time
	 * @param <T> the type of the receiver
	 * @param <R> the type of the result
	 * @return a weak method
	 * @throws CapturedReferentException if the callback is seen to hold the receiver
	 * @throws LastingObjectException if the receiver is of a kind that is never collected
	 * @throws IllegalStateException if the reaper is closed
	 */
	public <T, R extends @Nullable Object> WeakMethod<T, Supplier<R>> supplier(T receiver,
			Function<? super T, ? extends R> method, Consumer<? super WeakMethod<T, Supplier<R>>> callback) {
		Objects.requireNonNull(callback, "'callback' must not be null");
		return create(receiver, method, (target) -> () -> method.apply(target), callback);
	}

	/**
	 * Creates a weak method of a method with one parameter and no result.
	 * @param receiver the receiver
	 * @param method the method
	 * @param <T> the type of the receiver
	 * @param <A> the type of the parameter
	 * @return a weak method
	 */
	public <T, A> WeakMethod<T, Consumer<A>> consumer(T receiver, BiConsumer<? super T, ? super A> method) {
		return create(receiver, method, (target) -> (argument) -> method.accept(target, argument));
	}

	/**
	 * Creates a weak method of a method with one parameter and no result, with a
	 * callback.
	 * @param receiver the receiver
	 * @param method the method
	 * @param callback the callback, which gets the weak method, empty by then, after the
	 * receiver has been collected; only if the weak method is still held at that time
	 * @param <T> the type of the receiver
	 * @param <A> the type of the parameter
	 * @return a weak method
	 * @throws CapturedReferentException if the callback is seen to hold the receiver
	 * @throws LastingObjectException if the receiver is of a kind that is never collected
	 * @throws IllegalStateException if the reaper is closed
	 */
	public <T, A> WeakMethod<T, Consumer<A>> consumer(T receiver, BiConsumer<? super T, ? super A> method,
			Consumer<? super WeakMethod<T, Consumer<A>>> callback) {
		Objects.requireNonNull(callback, "'callback' must not be null");
		return create(receiver, method, (target) -> (argument) -> method.accept(target, argument), callback);
	}

	/**
	 * Creates a weak method of a method with one parameter.
	 * @param receiver the receiver
	 * @param method the method
	 * @param <T> the type of the receiver
	 * @param <A> the type of the parameter
	 * @param <R> the type of the result
	 * @return a weak method
	 */
	public <T, A, R extends @Nullable Object> WeakMethod<T, Function<A, R>> function(T receiver,
			BiFunction<? super T, ? super A, ? extends R> method) {
		return create(receiver, method, (target) -> (argument) -> method.apply(target, argument));
	}

	/**
	 * Creates a weak method of a method with one parameter, with a callback.
	 * @param receiver the receiver
	 * @param method the method
	 * @param callback the callback, which gets the weak method, empty by then, after the
	 * receiver has been collected; only if the weak method is still held at that time
	 * @param <T> the type of the receiver
	 * @param <A> the type of the parameter
	 * @param <R> the type of the result
	 * @return a weak method
	 * @throws CapturedReferentException if the callback is seen to hold the receiver
	 * @throws LastingObjectException if the receiver is of a kind that is never collected
	 * @throws IllegalStateException if the reaper is closed
	 */
	public <T, A, R extends @Nullable Object> WeakMethod<T, Function<A, R>> function(T receiver,
			BiFunction<? super T, ? super A, ? extends R> method,
			Consumer<? super WeakMethod<T, Function<A, R>>> callback) {
		Objects.requireNonNull(callback, "'callback' must not be null");
		return create(receiver, method, (target) -> (argument) -> method.apply(target, argument), callback);
	}

	/**
	 * Creates a weak method of any method.
	 * @param receiver the receiver
	 * @param method the method, which is called virtually
	 * @param <T> the type of the receiver
	 * @return a weak method
	 * @throws IllegalArgumentException if the method cannot be called on the receiver
	 */
	public <T> WeakMethod<T, BoundMethod> method(T receiver, Method method) {
		return create(receiver, callable(receiver, method), binder(method));
	}

	/**
	 * Creates a weak method of any method, with a callback.
	 * @param receiver the receiver
	 * @param method the method, which is called virtually
	 * @param callback the callback, which gets the weak method, empty by then, after the
	 * receiver has been collected; only if the weak method is still held at that time
	 * @param <T> the type of the receiver
	 * @return a weak method
	 * @throws IllegalArgumentException if the method cannot be called on the receiver
	 * @throws CapturedReferentException if the callback is seen to hold the receiver
	 * @throws LastingObjectException if the receiver is of a kind that is never collected
	 * @throws IllegalStateException if the reaper is closed
	 */
	public <T> WeakMethod<T, BoundMethod> method(T receiver, Method method,
			Consumer<? super WeakMethod<T, BoundMethod>> callback) {
		Objects.requireNonNull(callback, "'callback' must not be null");
		return create(receiver, callable(receiver, method), binder(method), callback);
	}

	private static Method callable(Object receiver, Method method) {
		Objects.requireNonNull(receiver, "'receiver' must not be null");
		Objects.requireNonNull(method, "'method' must not be null");
		if (Modifier.isStatic(method.getModifiers())) {
			throw new IllegalArgumentException(method + " is static, so there is no receiver to bind it to");
		}
		if (!method.getDeclaringClass().isInstance(receiver)) {
			throw new IllegalArgumentException(method + " is not a method of " + receiver.getClass().getName());
		}
		method.trySetAccessible();
		return method;
	}

	private static <T> WeakMethod.Binder<T, BoundMethod> binder(Method method) {
		return (target) -> (arguments) -> invoke(method, target, arguments);
	}

	private <T, B> WeakMethod<T, B> create(T object, Object method, WeakMethod.Binder<T, B> binder) {
		T receiver = unbound(object, method);
		this.referents.suitability().mention(receiver);
		return watch(receiver, method, binder, null);
	}

	private <T, B> WeakMethod<T, B> create(T object, Object method, WeakMethod.Binder<T, B> binder,
			Consumer<? super WeakMethod<T, B>> callback) {
		T receiver = unbound(object, method);
		this.referents.requireCallable(receiver, callback);
		return watch(receiver, method, binder, new OnceCallback<>(callback));
	}

	private <T> T unbound(T object, Object method) {
		T receiver = OwnProxies.referent(Objects.requireNonNull(object, "'receiver' must not be null"));
		Objects.requireNonNull(method, "'method' must not be null");
		this.referents.suitability()
			.requireNotHeld("The method", method, "its receiver", receiver,
					"Pass the method unbound: Type::method, not receiver::method");
		return receiver;
	}

	private <T, B> WeakMethod<T, B> watch(T receiver, Object method, WeakMethod.Binder<T, B> binder,
			@Nullable OnceCallback<WeakMethod<T, B>> once) {
		WeakRef<T> ref = new WeakRef<>(this.referents, null);
		WeakMethod<T, B> weakMethod = new WeakMethod<>(ref, method, binder, once);
		HandleWatcher<WeakMethod<T, B>> watcher = new HandleWatcher<>(this.referents, receiver, weakMethod,
				(handle) -> handle.once);
		this.referents.watch(receiver, watcher);
		ref.referent = watcher.referent;
		return weakMethod;
	}

	static @Nullable Object invoke(Method method, Object target, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		try {
			return method.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

}
