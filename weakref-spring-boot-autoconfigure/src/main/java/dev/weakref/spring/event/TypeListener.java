package dev.weakref.spring.event;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.core.ResolvableType;

/**
 * The one listener that the multicaster knows for all weak listeners of an event type and
 * order. The type is that of an application event or of the payload of one, understood as
 * {@link org.springframework.context.event.EventListener} does.
 */
final class TypeListener implements GenericApplicationListener {

	final WeakListeners<TypedEvent> listeners;

	private final ResolvableType type;

	private final Class<?> rawType;

	private final boolean applicationEvent;

	private final int order;

	/** Whether the multicaster knows this listener. */
	volatile boolean added;

	TypeListener(ResolvableType type, int order, WeakListeners<TypedEvent> listeners) {
		this.type = type;
		this.rawType = type.toClass();
		this.applicationEvent = ApplicationEvent.class.isAssignableFrom(this.rawType);
		this.order = order;
		this.listeners = listeners;
	}

	/**
	 * Returns whether events of a type may be for this listener, as far as the type
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
		Object argument = (this.listeners.isEmpty()) ? null : argument(event);
		if (argument != null) {
			this.listeners.deliver(new TypedEvent(event, argument));
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
