package dev.weakref.spring.event;

import org.springframework.context.ApplicationEvent;

/**
 * An event on its way to listeners of its type.
 *
 * @param event the event as it was published
 * @param argument what listeners are given: the event or its payload
 */
record TypedEvent(ApplicationEvent event, Object argument) {
}
