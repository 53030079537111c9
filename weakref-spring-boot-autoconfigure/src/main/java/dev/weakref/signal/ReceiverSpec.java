package dev.weakref.signal;

import org.jspecify.annotations.Nullable;

/**
 * What is to be connected. Holds the owner, so it must not outlive the call.
 *
 * @param key by what the receiver is known
 * @param owner the owner, or {@code null} for a receiver that is held
 * @param function what to call
 * @param description by what the receiver is named in results and log
 * @param asynchronous whether the answer may be a stage to wait for
 */
record ReceiverSpec<S, E>(ReceiverKey key, @Nullable Object owner, OwnedReceiver<Object, S, E> function,
		String description, boolean asynchronous) {
}
