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
	 * Reacts to an event.
	 * @param sender the sender, or {@code null} if the event has none
	 * @param event the event
	 * @return the answer, or {@code null} for none
	 */
	@Nullable Object receive(@Nullable S sender, E event);

}
