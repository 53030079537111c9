package dev.weakref.collection;

import dev.weakref.directory.Managed;
import org.jspecify.annotations.Nullable;

/**
 * A named collection as meters and endpoint see it. None of its methods makes an element
 * strong.
 */
public interface ManagedCollection extends Managed {

	/**
	 * Returns the number of duplicates that an interner has avoided.
	 * @return the number since it was made, or {@code null} for other kinds
	 */
	default @Nullable Long duplicatesAvoided() {
		return null;
	}

}
