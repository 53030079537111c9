package dev.weakref.reference;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

import dev.weakref.suitability.CapturedReferentException;
import dev.weakref.suitability.LastingObjectException;
import dev.weakref.suitability.OwnProxies;
import org.jspecify.annotations.Nullable;

/**
 * Makes weak proxies: objects that pass each call on to another object without keeping it
 * alive.
 * <p>
 * Once the object has been collected, every call throws a
 * {@link ReferentCollectedException}, except {@code toString}, which returns a text that
 * says so. The proxies of {@link #hashable()} also answer {@code equals}, and
 * {@code hashCode} if it was asked for before. Exceptions of the object reach the caller
 * unchanged. The proxy holds the object during a call. If a method returns the object
 * itself, the caller gets the object, not the proxy.
 * <p>
 * {@code equals} of a proxy compares the objects behind both sides. {@code equals} of the
 * object itself decides whether the object can be equal to a proxy. {@code hashCode}
 * throws an {@link UnsupportedOperationException}, since equality ends with the object.
 * Proxies of {@link #hashable()} have a hash code and can be keys of hash maps.
 * <p>
 * A reference to a weak proxy is about the object behind it: refs, finalizers, groups,
 * companions, links, owners and senders of signals, arguments of memos and meters use
 * that object, and a proxy of a proxy is one of the object. If the object has been
 * collected, they throw a {@link ReferentCollectedException}. Maps, sets and caches
 * refuse a weak proxy as a weak key, a weak or soft value or an element of a weak set;
 * store the object instead.
 * <p>
 * A proxy of a class has none of the values of the object's fields, so a class with
 * fields that other classes can write is refused; fields that are final, or declared by
 * Spring or the JDK, pass but read as {@code null} or zero. A method that is called
 * through a proxy and is given a proxy of a class gets the object behind it if the
 * method's class may read its fields, and then holds the object if it keeps the argument.
 * The same holds for elements of an array, which the method gets as a copy. Static
 * methods, and methods that are called on the object itself, get the proxy. Elements of
 * collections and optionals stay proxies, and lambdas and nested classes get the proxy.
 * <p>
 * A proxy without callback is shared: as long as it is held, all callers get the same
 * proxy for the same object and types. A proxy of an interface is a JDK proxy. A proxy of
 * a class needs a {@link ClassProxyFactory}, which a Spring application has. The class
 * must be neither final nor sealed, and calls of its final methods do not reach the
 * object.
 *
 * <pre>{@code
 * Parent parent = proxies.proxy(this, Parent.class);
 * children.forEach((child) -> child.setParent(parent));
 * }</pre>
 */
public final class WeakProxies {

	private final Referents referents;

	private final @Nullable ClassProxyFactory classProxies;

	private final boolean hashable;

	/**
	 * Creates an instance that makes proxies of interfaces.
	 * @param referents the referents, which watch the objects
	 */
	public WeakProxies(Referents referents) {
		this(referents, null, false);
	}

	/**
	 * Creates an instance that makes proxies of interfaces and classes.
	 * @param referents the referents, which watch the objects
	 * @param classProxies makes those of classes
	 */
	public WeakProxies(Referents referents, ClassProxyFactory classProxies) {
		this(referents, classProxies, false);
	}

	private WeakProxies(Referents referents, @Nullable ClassProxyFactory classProxies, boolean hashable) {
		this.referents = referents;
		this.classProxies = classProxies;
		this.hashable = hashable;
	}

	/**
	 * Returns an instance whose proxies have the hash code of their object. The hash code
	 * stays the same after the collection of the object if it was asked for before. After
	 * the collection, a proxy is equal only to itself.
	 * @return another instance
	 */
	public WeakProxies hashable() {
		return new WeakProxies(this.referents, this.classProxies, true);
	}

	/**
	 * Returns the proxy without callback, which all users of the same types share.
	 * Expected O(1).
	 * @param object the object
	 * @param type the type of the proxy
	 * @param interfaces further interfaces of the proxy, which the object has
	 * @param <T> the type of the proxy
	 * @return the proxy
	 * @throws IllegalArgumentException if there can be no such proxy
	 */
	public <T> T proxy(T object, Class<T> type, Class<?>... interfaces) {
		T referent = referent(object);
		Kind kind = new Kind(types(referent, type, interfaces), this.hashable);
		Object shared = this.referents.findShared(referent, kind);
		if (shared == null) {
			this.referents.suitability().mention(referent);
			ProxyHandler handler = new ProxyHandler(type, this.hashable, null);
			T proxy = create(type, interfaces, handler);
			SharedHandle watcher = new SharedHandle(this.referents, referent, proxy, kind);
			handler.serve(watcher);
			shared = this.referents.share(referent, kind, proxy, watcher);
		}
		return type.cast(shared);
	}

	/**
	 * Creates a proxy with a callback.
	 * @param object the object
	 * @param type the type of the proxy
	 * @param callback the callback, which gets the proxy, dead by then, after the object
	 * has been collected; only if the proxy is still held at that time
	 * @param <T> the type of the proxy
	 * @return the proxy
	 * @throws CapturedReferentException if the callback is seen to hold the object
	 * @throws LastingObjectException if the object is of a kind that is never collected
	 * @throws IllegalArgumentException if there can be no such proxy
	 * @throws IllegalStateException if the reaper is closed
	 */
	@SuppressWarnings("unchecked")
	public <T> T proxy(T object, Class<T> type, Consumer<? super T> callback) {
		Objects.requireNonNull(callback, "'callback' must not be null");
		T referent = referent(object);
		types(referent, type);
		this.referents.requireCallable(referent, callback);
		ProxyHandler handler = new ProxyHandler(type, this.hashable, new OnceCallback<>((Consumer<Object>) callback));
		T proxy = create(type, new Class<?>[0], handler);
		HandleWatcher<Object> watcher = new HandleWatcher<>(this.referents, referent, proxy, WeakProxies::callback);
		handler.serve(watcher);
		this.referents.watch(referent, watcher);
		return proxy;
	}

	/**
	 * Returns whether an object is a weak proxy. Never throws.
	 * @param object the object
	 * @return whether it is a weak proxy, live or dead
	 */
	public static boolean isProxy(@Nullable Object object) {
		return object != null && handler(object) != null;
	}

	/**
	 * Returns whether the object of a weak proxy has not been collected. Never throws.
	 * @param proxy the proxy
	 * @return whether it is a weak proxy and alive
	 */
	public static boolean isAlive(@Nullable Object proxy) {
		ProxyHandler handler = (proxy != null) ? handler(proxy) : null;
		return handler != null && handler.isAlive();
	}

	/**
	 * Describes an object by its class and state. Never throws and runs none of its code.
	 * @param object the proxy
	 * @return a text for logs
	 */
	public static String describe(@Nullable Object object) {
		ProxyHandler handler = (object != null) ? handler(object) : null;
		if (handler != null) {
			return handler.describe();
		}
		return (object != null) ? object.getClass().getName() + ", not a weak proxy" : "null";
	}

	static @Nullable ProxyHandler handler(Object object) {
		return (OwnProxies.handler(object) instanceof ProxyHandler handler) ? handler : null;
	}

	private static <T> T referent(T object) {
		return OwnProxies.referent(Objects.requireNonNull(object, "'object' must not be null"));
	}

	private static @Nullable OnceCallback<Object> callback(Object proxy) {
		ProxyHandler handler = handler(proxy);
		return (handler != null) ? handler.once : null;
	}

	private <T> T create(Class<T> type, Class<?>[] interfaces, ProxyHandler handler) {
		List<Class<?>> all = new ArrayList<>(List.of(interfaces));
		if (type.isInterface()) {
			all.add(0, type);
			return type.cast(Proxy.newProxyInstance(loader(all), all.toArray(new Class<?>[0]), handler));
		}
		if (this.classProxies == null) {
			throw new IllegalArgumentException(type.getName() + " is a class, and there is nothing here that makes "
					+ "proxies of classes. Ask for a proxy of an interface of it");
		}
		all.add(OwnProxies.OfClass.class);
		return this.classProxies.create(type, all.toArray(new Class<?>[0]), handler);
	}

	/**
	 * The class loader of one of some interfaces that knows the others too.
	 */
	private static ClassLoader loader(List<Class<?>> interfaces) {
		for (Class<?> type : interfaces) {
			ClassLoader loader = type.getClassLoader();
			if (loader != null && interfaces.stream().allMatch((each) -> knows(loader, each))) {
				return loader;
			}
		}
		return ClassLoader.getPlatformClassLoader();
	}

	private static boolean knows(ClassLoader loader, Class<?> type) {
		if (type.getClassLoader() == loader || type.getClassLoader() == null) {
			return true;
		}
		try {
			return Class.forName(type.getName(), false, loader) == type;
		}
		catch (ClassNotFoundException ex) {
			return false;
		}
	}

	private static Set<Class<?>> types(Object object, Class<?> type, Class<?>... interfaces) {
		Objects.requireNonNull(type, "'type' must not be null");
		Objects.requireNonNull(interfaces, "'interfaces' must not be null");
		List<Class<?>> types = new ArrayList<>(List.of(interfaces));
		types.add(type);
		for (Class<?> each : types) {
			if (!each.isInstance(object)) {
				throw new IllegalArgumentException(object.getClass().getName() + " is not a " + each.getName()
						+ ", so it cannot stand behind one");
			}
		}
		return Set.copyOf(types);
	}

	/**
	 * The properties that are equal for proxies that can stand for each other.
	 */
	private record Kind(Set<Class<?>> types, boolean hashable) {
	}

}
