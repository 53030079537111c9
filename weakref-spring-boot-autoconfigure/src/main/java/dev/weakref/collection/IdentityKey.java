package dev.weakref.collection;

import org.jspecify.annotations.Nullable;

/**
 * Stands for an object in a map that compares by equality, and compares it by identity.
 * Not for use by applications.
 *
 * @param object the object
 */
public record IdentityKey(Object object) {

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof IdentityKey key && key.object == this.object;
	}

	@Override
	public int hashCode() {
		return System.identityHashCode(this.object);
	}

	/**
	 * The class of the object; never calls its own {@code toString}.
	 */
	@Override
	public String toString() {
		return "IdentityKey[" + this.object.getClass().getName() + "]";
	}

}
