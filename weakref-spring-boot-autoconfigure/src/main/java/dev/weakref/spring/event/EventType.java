package dev.weakref.spring.event;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.core.ResolvableType;

/**
 * The type a listener listens to: that of an application event or of the payload of one,
 * understood as {@link org.springframework.context.event.EventListener} does.
 */
final class EventType {

	private final ResolvableType type;

	private final Class<?> rawType;

	private final boolean applicationEvent;

	EventType(ResolvableType type) {
		this.type = type;
		this.rawType = type.toClass();
		this.applicationEvent = ApplicationEvent.class.isAssignableFrom(this.rawType);
	}

	/**
	 * Whether events of a type may be for this one, as far as that can be told from the
	 * type.
	 */
	boolean mayAccept(ResolvableType published) {
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

	/**
	 * What of an event is given to listeners.
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
		return this.type.toString();
	}

}
