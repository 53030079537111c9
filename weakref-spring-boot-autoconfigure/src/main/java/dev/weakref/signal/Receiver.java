package dev.weakref.signal;

import org.jspecify.annotations.Nullable;

/**
 * A receiver that the signal holds, see {@link Connector#connectStrong(Receiver)}.
 *
 * @param <S> the type of senders
 * @param <E> the type of events
 */
@FunctionalInterface
public interface Receiver<S, E> {

	/**
	 * React to an event.
	 * @param sender who sent it, or {@code null} if nobody in particular
	 * @param event the event
	 * @return the answer, or {@code null} for none
	 */
	@Nullable Object receive(@Nullable S sender, E event);

}
