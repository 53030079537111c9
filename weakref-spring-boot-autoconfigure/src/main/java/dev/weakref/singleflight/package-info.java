/**
 * One computation for each key at a time. All waiting threads get its result; a cycle of
 * waiting threads is detected and ends with an exception.
 */
@NullMarked
package dev.weakref.singleflight;

import org.jspecify.annotations.NullMarked;
