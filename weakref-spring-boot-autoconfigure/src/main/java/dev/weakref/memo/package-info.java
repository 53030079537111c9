/**
 * Memoized functions, whose results are remembered until an argument is collected.
 */
@NullMarked
package dev.weakref.memo;

import org.jspecify.annotations.NullMarked;
