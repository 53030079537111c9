package dev.weakref.spring.event;

import org.springframework.context.ApplicationEvent;

/**
 * An event that is delivered to the listeners of its type.
 *
 * @param event the event as it was published
 * @param argument the object that listeners receive: the event or its payload
 */
record TypedEvent(ApplicationEvent event, Object argument) {
}
