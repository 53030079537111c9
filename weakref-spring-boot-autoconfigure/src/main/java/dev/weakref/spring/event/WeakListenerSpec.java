package dev.weakref.spring.event;

import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.weakref.signal.OwnedRegistration;
import dev.weakref.suitability.CapturedReferentException;
import dev.weakref.suitability.OwnProxies;
import dev.weakref.suitability.Suitability;

import org.springframework.context.ApplicationEvent;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;

/**
 * Says which events a weak listener receives and how it is called. Immutable; meant for
 * use in one expression:
 *
 * <pre>{@code
 * listeners.to(PriceChanged.class).order(10).when((event) -> event.amount() > 100).async()
 *     .on(this, View::show);
 * }</pre>
 *
 * @param <E> the type of events or payloads
 */
public final class WeakListenerSpec<E> {

	private final WeakApplicationListeners listeners;

	final ResolvableType type;

	final int order;

	/** Tests the event as it was published, and the argument. */
	final BiPredicate<ApplicationEvent, Object> condition;

	/** The predicates of the user in the condition. */
	private final List<Object> predicates;

	final boolean asynchronous;

	WeakListenerSpec(WeakApplicationListeners listeners, ResolvableType type) {
		this(listeners, Objects.requireNonNull(type, "'type' must not be null"), Ordered.LOWEST_PRECEDENCE,
				(event, argument) -> true, List.of(), false);
	}

	private WeakListenerSpec(WeakApplicationListeners listeners, ResolvableType type, int order,
			BiPredicate<ApplicationEvent, Object> condition, List<Object> predicates, boolean asynchronous) {
		this.listeners = listeners;
		this.type = type;
		this.order = order;
		this.condition = condition;
		this.predicates = predicates;
		this.asynchronous = asynchronous;
	}

	/**
	 * Returns a copy with the place among all listeners, as
	 * {@link org.springframework.core.annotation.Order} describes it; last unless set.
	 * Each order in use is one listener of the event multicaster until the context is
	 * closed, so use constants.
	 * @param order the order
	 * @return the copy
	 */
	public WeakListenerSpec<E> order(int order) {
		return new WeakListenerSpec<>(this.listeners, this.type, order, this.condition, this.predicates,
				this.asynchronous);
	}

	/**
	 * Returns a copy for events that also meet a condition, which is tested on the thread
	 * that publishes.
	 * @param condition the condition; must not hold the owner
	 * @return the copy
	 */
	@SuppressWarnings("unchecked")
	public WeakListenerSpec<E> when(Predicate<? super E> condition) {
		Objects.requireNonNull(condition, "'condition' must not be null");
		return with((event, argument) -> condition.test((E) argument),
				Stream.concat(this.predicates.stream(), Stream.of(condition)).toList());
	}

	/**
	 * Returns a copy for events that also meet a condition in Spring's expression
	 * language, as {@link org.springframework.context.event.EventListener#condition()}
	 * describes it; {@code #event} is the event or payload.
	 * @param condition the expression
	 * @return the copy
	 * @throws IllegalArgumentException if it is not a valid expression
	 */
	public WeakListenerSpec<E> condition(String condition) {
		Objects.requireNonNull(condition, "'condition' must not be null");
		return with(this.listeners.conditions.parse(condition), this.predicates);
	}

	private WeakListenerSpec<E> with(BiPredicate<ApplicationEvent, Object> condition, List<Object> predicates) {
		return new WeakListenerSpec<>(this.listeners, this.type, this.order, this.condition.and(condition), predicates,
				this.asynchronous);
	}

	/**
	 * Returns a copy whose listener is called on the application's task executor rather
	 * than on the thread that publishes. The task holds the owner. If the executor takes
	 * no more tasks, as during shut-down, the publisher calls the listener. Exceptions of
	 * the callback go to the error handler of the event multicaster, or to the log.
	 * @return the copy
	 */
	public WeakListenerSpec<E> async() {
		return new WeakListenerSpec<>(this.listeners, this.type, this.order, this.condition, this.predicates, true);
	}

	/**
	 * Registers a listener until its owner is collected. O(1).
	 * @param owner the owner, which is not held
	 * @param callback receives owner and event; must not hold the owner
	 * @param <O> the type of the owner
	 * @return the registration, which need not be held
	 * @throws CapturedReferentException if the callback or a condition is found to hold
	 * the owner
	 * @throws IllegalStateException if the context is closed
	 */
	@SuppressWarnings("unchecked")
	public <O> OwnedRegistration on(O owner, BiConsumer<? super O, ? super E> callback) {
		Objects.requireNonNull(owner, "'owner' must not be null");
		Objects.requireNonNull(callback, "'callback' must not be null");
		Object referent = OwnProxies.referent(owner);
		requireWeak(referent, callback, this.listeners.reaper.suitability());
		return this.listeners.register(referent, (BiConsumer<Object, Object>) callback, this);
	}

	private void requireWeak(Object owner, Object callback, Suitability suitability) {
		suitability.requireNotHeld("The listener", callback, "its owner", owner,
				"Use the owner that the listener is given with each event: (owner, event) -> owner.handle(event)");
		for (Object predicate : this.predicates) {
			suitability.requireNotHeld("A condition of the listener", predicate, "its owner", owner,
					"Let the listener decide, which is given its owner with each event");
		}
		suitability.mention(owner);
	}

}
