package dev.weakref.spring.event;

/**
 * What a listener does. Held for as long as its owner lives, so it must not hold the
 * owner.
 *
 * @param <D> the type of what is delivered
 */
@FunctionalInterface
interface ListenerAction<D> {

	/**
	 * Whether the listener is to be called at all.
	 */
	default boolean accepts(D delivery) {
		return true;
	}

	void call(Object owner, D delivery);

}
