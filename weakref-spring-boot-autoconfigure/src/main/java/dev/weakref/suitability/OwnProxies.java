package dev.weakref.suitability;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

import dev.weakref.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Finds the objects behind the proxies that this library makes.
 * <p>
 * <strong>A reference to a weak proxy is about the object behind it</strong>, since the
 * object can outlive the proxy: each feature that refers to an object weakly asks
 * {@link #referent} first. A proxy that holds the object behind it, as those of beans
 * that are destroyed when unused, is an object of its own: users hold the proxy, its
 * collection ends the bean, and so a reference to it is about the proxy.
 *
 * @hidden
 */
@Internal
public final class OwnProxies {

	private OwnProxies() {
	}

	/**
	 * The object that a reference to a given object is about.
	 * @param object the object
	 * @param <T> the type of the object, which is also that of the object behind a proxy
	 * @return the object behind a weak proxy, any other object itself
	 * @throws IllegalStateException if the object behind a weak proxy has been collected
	 */
	@SuppressWarnings("unchecked")
	public static <T> T referent(T object) {
		Handler handler = handler(object);
		return (handler != null && handler.isWeak()) ? (T) handler.target() : object;
	}

	/**
	 * Checks that an object can be the weakly held key of a map or element of a set. A
	 * weak proxy cannot: its entry would be removed with the proxy although the object is
	 * live.
	 * @param object the object
	 * @throws IllegalArgumentException if it is a weak proxy
	 */
	public static void requireNotWeakKey(Object object) {
		requireNotWeak(object, "weak key of a map or the element of a weak set");
	}

	/**
	 * Checks that an object can be the weakly or softly held value of a map. A weak proxy
	 * cannot be such a value.
	 * @param object the object
	 * @throws IllegalArgumentException if it is a weak proxy
	 */
	public static void requireNotWeakValue(Object object) {
		requireNotWeak(object, "weak or soft value of a map or cache");
	}

	private static void requireNotWeak(Object object, String role) {
		Handler handler = handler(object);
		if (handler != null && handler.isWeak()) {
			throw new IllegalArgumentException("A weak proxy of " + handler.type().getName() + " cannot be the " + role
					+ ": the entry would go with the proxy although the object lives."
					+ " Use the object itself, which is not kept alive either");
		}
	}

	/**
	 * The object behind all proxies of this library, the proxies that Spring has put
	 * around a bean included.
	 * @param object the object
	 * @return the object without proxies
	 * @throws IllegalStateException if the object behind a weak proxy has been collected
	 */
	public static Object instance(Object object) {
		Handler handler = handler(object);
		return (handler != null) ? instance(handler.instance()) : object;
	}

	/**
	 * The object that {@code equals} of a proxy compares with.
	 * @param object the argument of {@code equals}
	 * @return the object behind a proxy, any other object itself
	 */
	public static @Nullable Object compared(@Nullable Object object) {
		Handler handler = handler(object);
		return (handler != null) ? compared(handler.compared()) : object;
	}

	/**
	 * The handler of a proxy of this library. O(1); runs no code of applications.
	 * @param object an object
	 * @return the handler, or {@code null} if the object is no proxy of this library
	 */
	public static @Nullable Handler handler(@Nullable Object object) {
		if (object instanceof OfClass proxy) {
			return (Handler) proxy.weakrefProxyHandler();
		}
		return (object instanceof Proxy && Proxy.getInvocationHandler(object) instanceof Handler handler) ? handler
				: null;
	}

	/**
	 * Handles the calls of a proxy of this library.
	 */
	public interface Handler extends InvocationHandler {

		/**
		 * The type that the proxy stands for.
		 * @return a class or interface
		 */
		Class<?> type();

		/**
		 * Returns whether the proxy does not hold the object behind it.
		 * @return whether it is a weak proxy
		 */
		boolean isWeak();

		/**
		 * The object that is called.
		 * @return the object behind the proxy
		 * @throws IllegalStateException if it has been collected
		 */
		Object target();

		/**
		 * The object without proxies that others have put around it.
		 * @return the object
		 * @throws IllegalStateException if it has been collected
		 */
		Object instance();

		/**
		 * The object that {@code equals} compares.
		 * @return the object, or {@code null} if none is equal to the proxy
		 */
		@Nullable Object compared();

	}

	/**
	 * Implemented by the subclasses that are generated as proxies of classes.
	 */
	public interface OfClass {

		/**
		 * The handler of the calls of the proxy.
		 * @return a {@link Handler}
		 */
		Object weakrefProxyHandler();

	}

}
