package dev.weakref.signal;

import java.lang.ref.WeakReference;

import org.jspecify.annotations.Nullable;

/**
 * Identifies a receiver without a uid among those of one sender: by the identity of its
 * function and of its owner, which is held weakly.
 */
final class ReceiverKey {

	private final Object function;

	private final WeakReference<Object> owner;

	private final int hash;

	ReceiverKey(Object function, Object owner, WeakReference<Object> reference) {
		this.function = function;
		this.owner = reference;
		this.hash = 31 * System.identityHashCode(function) + System.identityHashCode(owner);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof ReceiverKey key && this.hash == key.hash
				&& this.function == key.function && hasSameOwner(key));
	}

	private boolean hasSameOwner(ReceiverKey other) {
		Object owner = this.owner.get();
		return owner != null && other.owner.refersTo(owner);
	}

	@Override
	public int hashCode() {
		return this.hash;
	}

}
