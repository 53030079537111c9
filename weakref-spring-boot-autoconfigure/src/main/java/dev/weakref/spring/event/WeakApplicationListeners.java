package dev.weakref.spring.event;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

import dev.weakref.directory.Directory;
import dev.weakref.reaper.Reaper;
import dev.weakref.suitability.CapturedReferentException;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;

/**
 * Listeners of application events that live exactly as long as their owners.
 *
 * <pre>{@code
 * listeners.on(this, PriceChanged.class, (view, event) -> view.show(event));
 * }</pre>
 *
 * The application context holds the callback for as long as the owner lives, and holds
 * the owner only while it is called. Nobody has to deregister anything, and nothing but
 * the owner keeps its listener: the registration that is returned may be dropped, or
 * closed to stop earlier. When the context is closed, all listeners end.
 * <p>
 * <strong>The callback is given its owner and must not hold it</strong>, or neither would
 * ever go. A lambda that uses {@code this} or another variable that is the owner does
 * hold it, and is refused:
 *
 * <pre>{@code
 * listeners.on(this, PriceChanged.class, (view, event) -> view.show(event)); // right
 * listeners.on(this, PriceChanged.class, View::show);                         // the same
 * listeners.on(this, PriceChanged.class, (view, event) -> this.show(event)); // refused
 * }</pre>
 *
 * Listeners are called like those of an annotated method of Spring's
 * ({@link org.springframework.context.event.EventListener}): on the thread that
 * publishes, before or after other listeners, weak or not, as their orders say, and with
 * the payload if what was published is no
 * {@link org.springframework.context.ApplicationEvent}. An exception ends the publication
 * and reaches the publisher, unless the context's event multicaster has an error handler;
 * that is given the exception, and the next listener is called. An event multicaster with
 * an executor runs all weak listeners of one event type and order as one task.
 * <p>
 * A listener that dies without ever having been called is mentioned in the log with the
 * place that registered it: most likely nobody held its owner. An owner that nobody holds
 * any more may still be called until the collector has taken it, and one that is called
 * very often may be taken later for it.
 * <p>
 * Registering is O(1) and costs about 130 bytes; publishing makes no listener wait for
 * another thread's registration. May be used by any number of threads, and by listeners
 * while they are called: who registers then is not called for the same event, who is
 * closed is not called any more.
 *
 * @see WeakEventListener
 */
public final class WeakApplicationListeners implements AutoCloseable {

	private final Channels channels;

	private final BeanListeners instances;

	private final EventConditions conditions;

	private final RegistrationSites sites = new RegistrationSites();

	/**
	 * Create an instance for an application context.
	 * @param beanFactory gives beans that conditions refer to
	 * @param multicaster publishes the events of the context
	 * @param reaper drops listeners whose owners have been collected
	 * @param executor calls asynchronous listeners; stays the caller's to shut down
	 */
	public WeakApplicationListeners(BeanFactory beanFactory, ApplicationEventMulticaster multicaster, Reaper reaper,
			Executor executor) {
		this.channels = new Channels(multicaster, reaper, new ListenerCalls(multicaster, executor));
		this.instances = new BeanListeners(this.channels);
		this.conditions = new EventConditions(beanFactory);
	}

	/**
	 * Listen for as long as an owner lives.
	 * @param owner the owner, which is not held
	 * @param type the type of events or payloads
	 * @param callback what to do with owner and event; must not hold the owner
	 * @param <O> the type of the owner
	 * @param <E> the type of events or payloads
	 * @return the registration, which may be dropped
	 * @throws CapturedReferentException if the callback is found to hold its owner
	 * @throws IllegalStateException if the context is closed
	 */
	public <O, E> WeakListenerRegistration on(O owner, Class<E> type, BiConsumer<? super O, ? super E> callback) {
		return to(type).on(owner, callback);
	}

	/**
	 * Listen to a generic type for as long as an owner lives.
	 * @param owner the owner, which is not held
	 * @param type the type of events or payloads
	 * @param callback what to do with owner and event; must not hold the owner
	 * @param <O> the type of the owner
	 * @param <E> the type of events or payloads
	 * @return the registration, which may be dropped
	 * @throws CapturedReferentException if the callback is found to hold its owner
	 * @throws IllegalStateException if the context is closed
	 */
	public <O, E> WeakListenerRegistration on(O owner, ParameterizedTypeReference<E> type,
			BiConsumer<? super O, ? super E> callback) {
		return to(type).on(owner, callback);
	}

	/**
	 * Say more about a listener than its event type: its order, conditions, and whether
	 * it is asynchronous.
	 * @param type the type of events or payloads
	 * @param <E> the type of events or payloads
	 * @return what to say it to
	 */
	public <E> WeakListenerSpec<E> to(Class<E> type) {
		Objects.requireNonNull(type, "'type' must not be null");
		return new WeakListenerSpec<>(this, ResolvableType.forClass(type));
	}

	/**
	 * Say more about a listener of a generic type.
	 * @param type the type of events or payloads
	 * @param <E> the type of events or payloads
	 * @return what to say it to
	 */
	public <E> WeakListenerSpec<E> to(ParameterizedTypeReference<E> type) {
		Objects.requireNonNull(type, "'type' must not be null");
		return new WeakListenerSpec<>(this, ResolvableType.forType(type));
	}

	/**
	 * Say more about a listener of a type that is known at run time only.
	 * @param type the type of events or payloads
	 * @return what to say it to
	 */
	public WeakListenerSpec<Object> to(ResolvableType type) {
		return new WeakListenerSpec<>(this, type);
	}

	/**
	 * What meters and endpoint see of the listeners, by event type.
	 * @return the directory
	 */
	public Directory<ManagedListeners> directory() {
		return this.channels.directory();
	}

	/**
	 * End all listeners for good. Calling this again has no effect.
	 */
	@Override
	public void close() {
		this.channels.close();
	}

	Channels channels() {
		return this.channels;
	}

	BeanListeners instances() {
		return this.instances;
	}

	EventConditions conditions() {
		return this.conditions;
	}

	RegistrationSites sites() {
		return this.sites;
	}

}
