package dev.weakref.spring.event;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.core.ResolvableType;

/**
 * The listeners of one event type and order, which the multicaster knows as one listener.
 * The type is that of an application event or of the payload of one, understood as
 * {@link org.springframework.context.event.EventListener} does.
 */
final class ListenersOfType extends ListenerList implements GenericApplicationListener {

	private final ResolvableType type;

	private final Class<?> rawType;

	private final boolean applicationEvent;

	private final int order;

	/** Whether the multicaster knows this list. */
	volatile boolean added;

	ListenersOfType(ResolvableType type, int order, ListenerCounters counters, ListenerCalls calls) {
		super(counters, calls);
		this.type = type;
		this.rawType = type.toClass();
		this.applicationEvent = ApplicationEvent.class.isAssignableFrom(this.rawType);
		this.order = order;
	}

	/**
	 * Returns whether events of a type may be for these listeners, as far as the type
	 * tells.
	 */
	@Override
	public boolean supportsEventType(ResolvableType published) {
		if (published.hasUnresolvableGenerics() ? this.rawType.isAssignableFrom(published.toClass())
				: this.type.isAssignableFrom(published)) {
			return true;
		}
		if (!PayloadApplicationEvent.class.isAssignableFrom(published.toClass())) {
			return false;
		}
		ResolvableType payload = payload(published);
		return payload.resolve() == null || this.type.isAssignableFrom(payload);
	}

	@Override
	public int getOrder() {
		return this.order;
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		Object argument = isEmpty() ? null : argument(event);
		if (argument != null) {
			deliver((listener) -> listener.condition.test(event, argument), argument);
		}
	}

	/**
	 * Returns the object that is passed to listeners.
	 * @return the event or its payload, or {@code null} if it is not for this type
	 */
	@Nullable Object argument(ApplicationEvent event) {
		if (!this.applicationEvent && event instanceof PayloadApplicationEvent<?> payloadEvent
				&& acceptsPayload(payloadEvent)) {
			return payloadEvent.getPayload();
		}
		return this.rawType.isInstance(event) ? event : null;
	}

	private boolean acceptsPayload(PayloadApplicationEvent<?> event) {
		return this.rawType.isInstance(event.getPayload())
				&& (!this.type.hasGenerics() || this.type.isAssignableFrom(payload(event.getResolvableType())));
	}

	private static ResolvableType payload(ResolvableType published) {
		return published.as(PayloadApplicationEvent.class).getGeneric();
	}

	@Override
	public String toString() {
		return "weak listeners of " + this.type + " with order " + this.order;
	}

}
