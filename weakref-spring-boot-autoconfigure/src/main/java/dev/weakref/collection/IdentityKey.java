package dev.weakref.collection;

import dev.weakref.Internal;
import org.jspecify.annotations.Nullable;

/**
 * A key that compares an object by identity in a map that compares keys by equality.
 *
 * @param object the object
 * @hidden
 */
@Internal
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
	 * Returns the class of the object. Never calls its {@code toString}.
	 */
	@Override
	public String toString() {
		return "IdentityKey[" + this.object.getClass().getName() + "]";
	}

}
