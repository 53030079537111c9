package dev.weakref.reference;

import java.lang.ref.Reference;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

import dev.weakref.suitability.OwnProxies;
import org.jspecify.annotations.Nullable;

/**
 * Forwards the calls of a weak proxy.
 */
final class ProxyHandler implements OwnProxies.Handler {

	private final Class<?> type;

	private final boolean hashable;

	private @Nullable Watcher watcher;

	final @Nullable OnceCallback<Object> once;

	private int hash;

	private volatile boolean hashed;

	ProxyHandler(Class<?> type, boolean hashable, @Nullable OnceCallback<Object> once) {
		this.type = type;
		this.hashable = hashable;
		this.once = once;
	}

	void serve(Watcher watcher) {
		this.watcher = watcher;
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		if (method.getDeclaringClass() == OwnProxies.OfClass.class) {
			return this;
		}
		int parameters = method.getParameterCount();
		if (parameters == 0 && method.getName().equals("hashCode")) {
			return hash();
		}
		if (parameters == 0 && method.getName().equals("toString")) {
			Object object = object();
			return (object != null) ? object.toString() : describe();
		}
		if (arguments != null && parameters == 1 && method.getName().equals("equals")
				&& method.getParameterTypes()[0] == Object.class) {
			return isEqual(proxy, arguments[0]);
		}
		Object object = require();
		try {
			if (!Modifier.isPublic(method.getDeclaringClass().getModifiers() & method.getModifiers())) {
				method.trySetAccessible();
			}
			ProxyCall call = new ProxyCall(object, method, arguments);
			return call.result(WeakMethods.invoke(method, object, call.arguments()));
		}
		finally {
			Reference.reachabilityFence(object);
		}
	}

	@Override
	public Class<?> type() {
		return this.type;
	}

	@Override
	public boolean isWeak() {
		return true;
	}

	@Override
	public Object target() {
		return require();
	}

	@Override
	public Object instance() {
		return require();
	}

	/**
	 * A proxy without a hash code of its own cannot be compared after its object's end.
	 */
	@Override
	public @Nullable Object compared() {
		return (this.hashable) ? object() : require();
	}

	boolean isAlive() {
		return this.watcher != null && this.watcher.isObjectLive();
	}

	/**
	 * Names the type and the state; runs no code of the object.
	 */
	String describe() {
		return "weak proxy of " + this.type.getName() + (isAlive() ? "" : ", dead");
	}

	private @Nullable Object object() {
		Referent referent = (this.watcher != null) ? this.watcher.referent : null;
		return (referent != null) ? referent.get() : null;
	}

	private Object require() {
		Object object = object();
		if (object == null) {
			throw new ReferentCollectedException("weak proxy of " + this.type.getName());
		}
		return object;
	}

	private int hash() {
		if (!this.hashable) {
			throw new UnsupportedOperationException("A weak proxy has no hash code of its own, as its equality ends "
					+ "with its object. Make it with hashable() if it has to be a map key all the same");
		}
		if (!this.hashed) {
			this.hash = require().hashCode();
			this.hashed = true;
		}
		return this.hash;
	}

	private boolean isEqual(Object proxy, @Nullable Object other) {
		if (this.hashable && (proxy == other || !isAlive())) {
			return proxy == other;
		}
		return require().equals(OwnProxies.compared(other));
	}

}
