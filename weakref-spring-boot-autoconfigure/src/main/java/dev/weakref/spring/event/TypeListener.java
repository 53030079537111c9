package dev.weakref.spring.event;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.core.ResolvableType;

/**
 * What the multicaster knows of the weak listeners of one event type and order: one
 * listener that stays, however many of them come and go.
 */
final class TypeListener implements GenericApplicationListener {

	private final EventType type;

	private final int order;

	final Channel<TypedEvent> channel;

	private volatile boolean added;

	TypeListener(EventType type, int order, Channel<TypedEvent> channel) {
		this.type = type;
		this.order = order;
		this.channel = channel;
	}

	/**
	 * Whether the multicaster knows of it.
	 */
	boolean isAdded() {
		return this.added;
	}

	void added() {
		this.added = true;
	}

	@Override
	public boolean supportsEventType(ResolvableType eventType) {
		return this.type.mayAccept(eventType);
	}

	@Override
	public int getOrder() {
		return this.order;
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		Object argument = (this.channel.isEmpty()) ? null : this.type.argument(event);
		if (argument != null) {
			this.channel.deliver(new TypedEvent(event, argument));
		}
	}

	@Override
	public String toString() {
		return "weak listeners of " + this.type + " with order " + this.order;
	}

}
