package dev.weakref.signal;

import java.lang.ref.WeakReference;

import org.jspecify.annotations.Nullable;

/**
 * By what a receiver is known among those of one sender: its uid, or else the identity of
 * its function and of its owner, which is not held.
 */
final class ReceiverKey {

	private final Object function;

	private final @Nullable WeakReference<Object> owner;

	private final int hash;

	private ReceiverKey(Object function, @Nullable WeakReference<Object> owner, int hash) {
		this.function = function;
		this.owner = owner;
		this.hash = hash;
	}

	static ReceiverKey of(String uid) {
		return new ReceiverKey(uid, null, uid.hashCode());
	}

	static ReceiverKey of(Object function) {
		return new ReceiverKey(function, null, System.identityHashCode(function));
	}

	static ReceiverKey of(Object function, Object owner, WeakReference<Object> reference) {
		return new ReceiverKey(function, reference,
				31 * System.identityHashCode(function) + System.identityHashCode(owner));
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof ReceiverKey key && this.hash == key.hash
				&& isSameFunction(key.function) && isSameOwner(key.owner));
	}

	private boolean isSameFunction(Object other) {
		return this.function == other || (this.function instanceof String uid && uid.equals(other));
	}

	private boolean isSameOwner(@Nullable WeakReference<Object> other) {
		if (this.owner == null || other == null) {
			return this.owner == other;
		}
		Object owner = this.owner.get();
		return owner != null && other.refersTo(owner);
	}

	@Override
	public int hashCode() {
		return this.hash;
	}

}
