package dev.weakref.spring.event;

import java.lang.ref.Reference;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.weakref.suitability.CapturedReferentException;
import dev.weakref.suitability.OwnProxies;
import dev.weakref.suitability.Suitability;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;

/**
 * Says which events a weak listener wants, and how it is called. Immutable; meant for use
 * in one go:
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

	private final ResolvableType type;

	private final int order;

	/** The conditions as they are asked, and those of the user's own making. */
	private final List<Predicate<TypedEvent>> conditions;

	private final List<Object> predicates;

	private final boolean asynchronous;

	WeakListenerSpec(WeakApplicationListeners listeners, ResolvableType type) {
		this(listeners, Objects.requireNonNull(type, "'type' must not be null"), Ordered.LOWEST_PRECEDENCE, List.of(),
				List.of(), false);
	}

	private WeakListenerSpec(WeakApplicationListeners listeners, ResolvableType type, int order,
			List<Predicate<TypedEvent>> conditions, List<Object> predicates, boolean asynchronous) {
		this.listeners = listeners;
		this.type = type;
		this.order = order;
		this.conditions = conditions;
		this.predicates = predicates;
		this.asynchronous = asynchronous;
	}

	/**
	 * The place among all listeners, as {@link org.springframework.core.annotation.Order}
	 * gives it; last unless set. Each order in use is one listener to the event
	 * multicaster until the context is closed, so it is for constants.
	 * @param order the order
	 * @return what is said so far
	 */
	public WeakListenerSpec<E> order(int order) {
		return new WeakListenerSpec<>(this.listeners, this.type, order, this.conditions, this.predicates,
				this.asynchronous);
	}

	/**
	 * Only for events that meet a condition, which is asked on the thread that publishes.
	 * @param condition the condition; must not hold the owner
	 * @return what is said so far
	 */
	@SuppressWarnings("unchecked")
	public WeakListenerSpec<E> when(Predicate<? super E> condition) {
		Objects.requireNonNull(condition, "'condition' must not be null");
		return with((event) -> condition.test((E) event.argument()), append(this.predicates, condition));
	}

	/**
	 * Only for events that meet a condition in Spring's expression language, as
	 * {@link org.springframework.context.event.EventListener#condition()} describes it;
	 * the event or payload is {@code #event} there.
	 * @param condition the expression
	 * @return what is said so far
	 * @throws IllegalArgumentException if it is no expression
	 */
	public WeakListenerSpec<E> condition(String condition) {
		Objects.requireNonNull(condition, "'condition' must not be null");
		return with(this.listeners.conditions().parse(condition), this.predicates);
	}

	/**
	 * Called on the application's task executor rather than on the thread that publishes.
	 * The task holds the owner. An executor that takes no more tasks, as during
	 * shut-down, leaves the call to the publisher. What the callback throws goes to the
	 * error handler of the event multicaster, or into the log.
	 * @return what is said so far
	 */
	public WeakListenerSpec<E> async() {
		return new WeakListenerSpec<>(this.listeners, this.type, this.order, this.conditions, this.predicates, true);
	}

	/**
	 * Listen for as long as an owner lives.
	 * @param owner the owner, which is not held
	 * @param callback what to do with owner and event; must not hold the owner
	 * @param <O> the type of the owner
	 * @return the registration, which may be dropped
	 * @throws CapturedReferentException if the callback or a condition is found to hold
	 * the owner
	 * @throws IllegalStateException if the context is closed
	 */
	public <O> WeakListenerRegistration on(O owner, BiConsumer<? super O, ? super E> callback) {
		Objects.requireNonNull(owner, "'owner' must not be null");
		Objects.requireNonNull(callback, "'callback' must not be null");
		return onReferent(OwnProxies.referent(owner), callback);
	}

	private WeakListenerRegistration onReferent(Object owner, BiConsumer<?, ?> callback) {
		Channels channels = this.listeners.channels();
		requireWeak(owner, callback, channels.reaper().suitability());
		Channel<TypedEvent> channel = channels.ofType(this.type, this.order);
		WeakListener<TypedEvent> listener = new WeakListener<>(owner, channels.reaper(), channel,
				new OwnedCallback(this.conditions, callback), this.asynchronous,
				this.listeners.sites().find(callback, owner));
		if (!channel.add(listener)) {
			throw new IllegalStateException("Weak listeners are closed together with their application context");
		}
		Reference.reachabilityFence(owner);
		return listener;
	}

	private void requireWeak(Object owner, Object callback, Suitability suitability) {
		refuseCapture("The listener", suitability.findCapture(callback, owner), owner,
				"Use the owner that the listener is given with each event: (owner, event) -> owner.handle(event)");
		for (Object predicate : this.predicates) {
			refuseCapture("A condition of the listener", suitability.findCapture(predicate, owner), owner,
					"Let the listener decide, which is given its owner with each event");
		}
		suitability.mention(owner);
	}

	private static void refuseCapture(String holder, @Nullable String place, Object owner, String remedy) {
		if (place != null) {
			throw new CapturedReferentException(holder, "its owner", owner.getClass(), place, remedy);
		}
	}

	private WeakListenerSpec<E> with(Predicate<TypedEvent> condition, List<Object> predicates) {
		return new WeakListenerSpec<>(this.listeners, this.type, this.order, append(this.conditions, condition),
				predicates, this.asynchronous);
	}

	private static <T> List<T> append(List<T> list, T element) {
		return Stream.concat(list.stream(), Stream.of(element)).toList();
	}

}
