package dev.weakref.signal;

import java.lang.ref.WeakReference;

import org.jspecify.annotations.Nullable;

/**
 * What is to be connected. Holds the owner, so it must not outlive the call.
 *
 * @param uid the uid, or {@code null} for none
 * @param owner the owner, or {@code null} for a receiver that is held
 * @param receiver the function as the user knows it
 * @param function what to call
 * @param asynchronous whether the answer may be a stage to wait for
 */
record ReceiverSpec<S, E>(@Nullable String uid, @Nullable Object owner, Object receiver,
		OwnedReceiver<Object, S, E> function, boolean asynchronous) {

	/**
	 * By what the receiver is known.
	 * @param reference refers to the owner, if there is one
	 */
	ReceiverKey key(@Nullable WeakReference<Object> reference) {
		if (this.uid != null) {
			return ReceiverKey.of(this.uid);
		}
		return (this.owner != null && reference != null) ? ReceiverKey.of(this.receiver, this.owner, reference)
				: ReceiverKey.of(this.receiver);
	}

	/**
	 * By what the receiver is named in results and log.
	 */
	String description() {
		if (this.uid != null) {
			return this.uid;
		}
		String type = ((this.owner != null) ? this.owner : this.receiver).getClass().getName();
		int lambda = type.indexOf("$$Lambda");
		return (lambda > 0) ? "a lambda in " + type.substring(0, lambda) : type;
	}

}
