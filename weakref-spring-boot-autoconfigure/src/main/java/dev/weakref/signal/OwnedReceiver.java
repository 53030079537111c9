package dev.weakref.signal;

import org.jspecify.annotations.Nullable;

/**
 * A receiver that is connected until its owner is collected, see
 * {@link Connector#connect(Object, OwnedReceiver)}.
 *
 * @param <O> the type of the owner
 * @param <S> the type of senders
 * @param <E> the type of events
 */
@FunctionalInterface
public interface OwnedReceiver<O, S, E> {

	/**
	 * Reacts to an event.
	 * @param owner the owner
	 * @param sender the sender, or {@code null} if the event has none
	 * @param event the event
	 * @return the answer, or {@code null} for none
	 */
	@Nullable Object receive(O owner, @Nullable S sender, E event);

}
