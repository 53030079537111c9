package dev.weakref.collection;

import dev.weakref.directory.Managed;
import org.jspecify.annotations.Nullable;

/**
 * What meters and endpoint see of a named collection. Nothing here makes an element
 * strong.
 */
public interface ManagedCollection extends Managed {

	/**
	 * How many duplicates an interner has avoided.
	 * @return the number so far, or {@code null} for other kinds
	 */
	default @Nullable Long duplicatesAvoided() {
		return null;
	}

}
