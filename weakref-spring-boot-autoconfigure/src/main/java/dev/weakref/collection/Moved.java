package dev.weakref.collection;

import org.jspecify.annotations.Nullable;

/**
 * Stands in a slot whose nodes are to be found in a larger table.
 *
 * @param slots the larger table
 */
record Moved(@Nullable Object[] slots) {
}
