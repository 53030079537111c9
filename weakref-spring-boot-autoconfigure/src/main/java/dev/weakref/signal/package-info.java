/**
 * Events between objects that do not keep each other alive.
 */
@NullMarked
package dev.weakref.signal;

import org.jspecify.annotations.NullMarked;
