/**
 * Caches that keep a value findable for as long as anybody holds it: loading, single
 * flight, a strong tier over the weak index, statistics.
 */
@NullMarked
package dev.weakref.cache;

import org.jspecify.annotations.NullMarked;
