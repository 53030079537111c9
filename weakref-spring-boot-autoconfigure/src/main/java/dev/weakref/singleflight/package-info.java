/**
 * One computation for each key at a time, whose outcome all who wait for it receive;
 * circles of waiting threads are refused.
 */
@NullMarked
package dev.weakref.singleflight;

import org.jspecify.annotations.NullMarked;
