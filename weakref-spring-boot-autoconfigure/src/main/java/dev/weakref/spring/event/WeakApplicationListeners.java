package dev.weakref.spring.event;

import java.lang.ref.Reference;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

import dev.weakref.collection.WeakKeyMap;
import dev.weakref.directory.Directory;
import dev.weakref.directory.DirectoryHolder;
import dev.weakref.directory.MutableDirectory;
import dev.weakref.reaper.Reaper;
import dev.weakref.signal.OwnedRegistration;
import dev.weakref.suitability.CapturedReferentException;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;

/**
 * Registers listeners of application events until their owners are collected.
 *
 * <pre>{@code
 * listeners.on(this, PriceChanged.class, (view, event) -> view.show(event));
 * }</pre>
 *
 * The application context holds the callback until the owner is collected, and holds the
 * owner only while it is called. The caller need neither deregister a listener nor hold
 * the returned registration. Close the registration to remove the listener before its
 * owner is collected. When the context is closed, all listeners are removed.
 * <p>
 * <strong>The callback receives its owner and must not hold it</strong>, because then
 * neither could be collected. A lambda that uses {@code this} or another variable that is
 * the owner holds it, and is refused:
 *
 * <pre>{@code
 * listeners.on(this, PriceChanged.class, (view, event) -> view.show(event)); // right
 * listeners.on(this, PriceChanged.class, View::show);                         // the same
 * listeners.on(this, PriceChanged.class, (view, event) -> this.show(event)); // refused
 * }</pre>
 *
 * Listeners are called like an annotated method of Spring
 * ({@link org.springframework.context.event.EventListener}): on the thread that
 * publishes; before or after other listeners, weak or not, as their orders say; with the
 * payload if the published object is no
 * {@link org.springframework.context.ApplicationEvent}. An exception ends the publication
 * and is thrown to the publisher, unless the event multicaster of the context has an
 * error handler. Then the error handler receives the exception, and the next listener is
 * called. An event multicaster with an executor runs all weak listeners of one event type
 * and order as one task.
 * <p>
 * If a listener is collected before it was ever called, the log mentions the place that
 * registered it: most likely its owner was not held. An owner that is not held may still
 * be called until it has been collected. Each call holds the owner for a moment, so very
 * frequent calls can delay its collection.
 * <p>
 * Registering is O(1) and costs about 130 bytes. Publishing does not wait for a
 * registration by another thread. Safe for use by any number of threads, and by listeners
 * while they are called: a listener that is registered then is not called for the same
 * event, and a listener that is closed is not called any more.
 *
 * @see WeakEventListener
 */
public final class WeakApplicationListeners implements DirectoryHolder, AutoCloseable {

	/** The multicaster knows each of them until the context is closed. */
	private final ConcurrentMap<TypeKey, ListenersOfType> ofTypes = new ConcurrentHashMap<>();

	private final ConcurrentMap<ListenerMethod.Key, ListenersOfMethod> ofMethods = new ConcurrentHashMap<>();

	private final ConcurrentMap<String, ListenerCounters> counters = new ConcurrentHashMap<>();

	/** Each lambda in the source has a class, so the stack is walked once for it. */
	private final WeakKeyMap<Class<?>, Origin> origins = WeakKeyMap.identity();

	private final MutableDirectory<ManagedListeners> directory;

	private final ApplicationEventMulticaster multicaster;

	final Reaper reaper;

	final ListenerCalls calls;

	final EventConditions conditions;

	private volatile boolean closed;

	/**
	 * Creates an instance for an application context.
	 * @param beanFactory resolves the beans in conditions
	 * @param multicaster publishes the events of the context
	 * @param reaper removes listeners whose owners have been collected
	 * @param executor calls asynchronous listeners; the caller shuts it down
	 */
	public WeakApplicationListeners(BeanFactory beanFactory, ApplicationEventMulticaster multicaster, Reaper reaper,
			Executor executor) {
		this.directory = new MutableDirectory<>(reaper);
		this.multicaster = multicaster;
		this.reaper = reaper;
		this.calls = new ListenerCalls(multicaster, executor);
		this.conditions = new EventConditions(beanFactory);
	}

	/**
	 * Registers a listener until its owner is collected. O(1).
	 * @param owner the owner, which is not held
	 * @param type the type of events or payloads
	 * @param callback receives owner and event; must not hold the owner
	 * @param <O> the type of the owner
	 * @param <E> the type of events or payloads
	 * @return the registration, which need not be held
	 * @throws CapturedReferentException if the callback is found to hold its owner
	 * @throws IllegalStateException if the context is closed
	 */
	public <O, E> OwnedRegistration on(O owner, Class<E> type, BiConsumer<? super O, ? super E> callback) {
		return to(type).on(owner, callback);
	}

	/**
	 * Registers a listener of a generic type until its owner is collected. O(1).
	 * @param owner the owner, which is not held
	 * @param type the type of events or payloads
	 * @param callback receives owner and event; must not hold the owner
	 * @param <O> the type of the owner
	 * @param <E> the type of events or payloads
	 * @return the registration, which need not be held
	 * @throws CapturedReferentException if the callback is found to hold its owner
	 * @throws IllegalStateException if the context is closed
	 */
	public <O, E> OwnedRegistration on(O owner, ParameterizedTypeReference<E> type,
			BiConsumer<? super O, ? super E> callback) {
		return to(type).on(owner, callback);
	}

	/**
	 * Returns a specification of listeners of a type, with which an order, conditions and
	 * asynchronous calls can be set.
	 * @param type the type of events or payloads
	 * @param <E> the type of events or payloads
	 * @return the specification
	 */
	public <E> WeakListenerSpec<E> to(Class<E> type) {
		Objects.requireNonNull(type, "'type' must not be null");
		return new WeakListenerSpec<>(this, ResolvableType.forClass(type));
	}

	/**
	 * Returns a specification of listeners of a generic type.
	 * @param type the type of events or payloads
	 * @param <E> the type of events or payloads
	 * @return the specification
	 */
	public <E> WeakListenerSpec<E> to(ParameterizedTypeReference<E> type) {
		Objects.requireNonNull(type, "'type' must not be null");
		return new WeakListenerSpec<>(this, ResolvableType.forType(type));
	}

	/**
	 * Returns a specification of listeners of a type that is known at run time only.
	 * @param type the type of events or payloads
	 * @return the specification
	 */
	public WeakListenerSpec<Object> to(ResolvableType type) {
		return new WeakListenerSpec<>(this, type);
	}

	@Override
	public Directory<ManagedListeners> directory() {
		return this.directory;
	}

	/**
	 * Removes all listeners and refuses further ones. Later calls have no effect.
	 */
	@Override
	public void close() {
		this.closed = true;
		this.ofTypes.values().forEach((listeners) -> listeners.clear(true));
		this.ofMethods.values().forEach((listeners) -> listeners.clear(true));
		this.directory.all().forEach((listeners) -> this.directory.remove(listeners.name()));
	}

	/**
	 * Registers a listener.
	 */
	OwnedRegistration register(Object owner, BiConsumer<Object, Object> callback, WeakListenerSpec<?> spec) {
		ListenersOfType listeners = ofType(new TypeKey(spec.type, spec.order));
		ListenerEntry listener = new ListenerEntry(owner, listeners, this.reaper, origin(callback, owner),
				spec.asynchronous, spec.condition, callback);
		if (listeners.add(listener) == null) {
			throw new IllegalStateException("Weak listeners are closed together with their application context");
		}
		Reference.reachabilityFence(owner);
		return new OwnedRegistration(listener);
	}

	/**
	 * Returns the listeners of an event type and order. Once this returns, the
	 * multicaster knows them, whichever thread has added them.
	 */
	private ListenersOfType ofType(TypeKey key) {
		ListenersOfType listeners = this.ofTypes.get(key);
		if (listeners == null || !listeners.added) {
			listeners = this.ofTypes.computeIfAbsent(key, (absent) -> new ListenersOfType(absent.type(), absent.order(),
					countersOf(absent.type().toString()), this.calls));
			this.multicaster.addApplicationListener(listeners);
			listeners.added = true;
			announce(listeners);
		}
		return listeners;
	}

	/**
	 * Returns the instances of a bean that listen with a method.
	 */
	ListenersOfMethod ofMethod(ListenerMethod method) {
		ListenersOfMethod listeners = this.ofMethods.get(method.key());
		if (listeners == null) {
			listeners = this.ofMethods.computeIfAbsent(method.key(),
					(key) -> new ListenersOfMethod(method, countersOf(method.eventTypes()), this.calls));
			announce(listeners);
		}
		return listeners;
	}

	private ListenerCounters countersOf(String eventType) {
		return this.counters.computeIfAbsent(eventType, ListenerCounters::new);
	}

	/**
	 * Adds the event type of listeners to the directory, unless it is there. This calls
	 * the listeners of the directory, so no lock may be held.
	 */
	private void announce(ListenerList listeners) {
		ListenerCounters counters = listeners.counters;
		this.directory.add(counters.name(), counters, counters);
		if (this.closed) {
			close();
		}
	}

	private Origin origin(Object callback, Object owner) {
		Class<?> type = callback.getClass();
		if (!type.isHidden()) {
			return Origin.ofCaller(owner);
		}
		Origin origin = this.origins.get(type);
		if (origin == null) {
			origin = Origin.ofCaller(owner);
			Origin other = this.origins.putIfAbsent(type, origin);
			origin = (other != null) ? other : origin;
		}
		return origin;
	}

	private record TypeKey(ResolvableType type, int order) {
	}

}
