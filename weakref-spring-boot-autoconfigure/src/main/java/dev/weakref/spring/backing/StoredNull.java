package dev.weakref.spring.backing;

import dev.weakref.Internal;

/**
 * The value of an entry that stands for {@code null}. Each entry has an object of its
 * own: a shared one would never be collected, and neither would the entries.
 *
 * @hidden
 */
@Internal
public final class StoredNull {

	/**
	 * Returns whether the other object stands for {@code null} too.
	 */
	@Override
	public boolean equals(Object other) {
		return other instanceof StoredNull;
	}

	@Override
	public int hashCode() {
		return 0;
	}

	@Override
	public String toString() {
		return "null";
	}

}
