package dev.weakref.signal;

import org.jspecify.annotations.Nullable;

/**
 * A receiver that lives as long as its owner, see
 * {@link Connector#connect(Object, OwnedReceiver)}.
 *
 * @param <O> the type of the owner
 * @param <S> the type of senders
 * @param <E> the type of events
 */
@FunctionalInterface
public interface OwnedReceiver<O, S, E> {

	/**
	 * React to an event.
	 * @param owner the owner
	 * @param sender who sent it, or {@code null} if nobody in particular
	 * @param event the event
	 * @return the answer, or {@code null} for none
	 */
	@Nullable Object receive(O owner, @Nullable S sender, E event);

}
