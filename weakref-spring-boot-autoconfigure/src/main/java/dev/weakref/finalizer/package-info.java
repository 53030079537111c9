/**
 * Cleanup when an object has been collected, called by hand, or at close.
 */
@NullMarked
package dev.weakref.finalizer;

import org.jspecify.annotations.NullMarked;
