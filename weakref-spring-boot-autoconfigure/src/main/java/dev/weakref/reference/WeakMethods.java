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

import dev.weakref.reaper.CapturedReferentException;
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
 * Each call makes a new one. A callback, which {@link #onCollected} adds, runs once after
 * the receiver has been collected, provided that the weak method is still held; it must
 * not reach the receiver. Receivers and methods must not be {@code null}.
 */
public final class WeakMethods {

	private final Referents referents;

	private final @Nullable Consumer<? super WeakMethod<?, ?>> callback;

	/**
	 * Create an instance.
	 * @param referents knows the receivers
	 */
	public WeakMethods(Referents referents) {
		this(referents, null);
	}

	private WeakMethods(Referents referents, @Nullable Consumer<? super WeakMethod<?, ?>> callback) {
		this.referents = referents;
		this.callback = callback;
	}

	/**
	 * Give the weak methods made by the result a callback.
	 * @param callback is given the weak method, which is empty by then
	 * @return another instance
	 */
	public WeakMethods onCollected(Consumer<? super WeakMethod<?, ?>> callback) {
		Objects.requireNonNull(callback, "'callback' must not be null");
		return new WeakMethods(this.referents, callback);
	}

	/**
	 * A method without parameters and result.
	 * @param receiver the receiver
	 * @param method the method
	 * @param <T> the type of the receiver
	 * @return a weak method
	 */
	public <T> WeakMethod<T, Runnable> runnable(T receiver, Consumer<? super T> method) {
		return create(receiver, method, (target) -> () -> method.accept(target));
	}

	/**
	 * A method without parameters.
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
	 * A method with one parameter and no result.
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
	 * A method with one parameter.
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
	 * Any method.
	 * @param receiver the receiver
	 * @param method the method, which is called virtually
	 * @param <T> the type of the receiver
	 * @return a weak method
	 * @throws IllegalArgumentException if the method cannot be called on the receiver
	 */
	public <T> WeakMethod<T, BoundMethod> method(T receiver, Method method) {
		Objects.requireNonNull(receiver, "'receiver' must not be null");
		Objects.requireNonNull(method, "'method' must not be null");
		if (Modifier.isStatic(method.getModifiers())) {
			throw new IllegalArgumentException(method + " is static, so there is no receiver to bind it to");
		}
		if (!method.getDeclaringClass().isInstance(receiver)) {
			throw new IllegalArgumentException(method + " is not a method of " + receiver.getClass().getName());
		}
		method.trySetAccessible();
		return create(receiver, method, (target) -> (arguments) -> invoke(method, target, arguments));
	}

	private <T, B> WeakMethod<T, B> create(T receiver, Object method, WeakMethod.Binder<T, B> binder) {
		Objects.requireNonNull(receiver, "'receiver' must not be null");
		Objects.requireNonNull(method, "'method' must not be null");
		String place = this.referents.suitability().findCapture(method, receiver);
		if (place != null) {
			throw new CapturedReferentException("The method", "its receiver", receiver.getClass(), place,
					"Pass the method unbound: Type::method, not receiver::method");
		}
		Consumer<? super WeakMethod<?, ?>> callback = this.callback;
		if (callback != null) {
			this.referents.requireSuitable(receiver, callback);
		}
		else {
			this.referents.suitability().mention(receiver);
		}
		WeakRef<T> ref = new WeakRef<>(this.referents, null);
		WeakMethod<T, B> weakMethod = new WeakMethod<>(ref, method, binder, callback);
		HandleWatcher<WeakMethod<T, B>> watcher = new HandleWatcher<>(this.referents, weakMethod, WeakMethod::tell);
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
