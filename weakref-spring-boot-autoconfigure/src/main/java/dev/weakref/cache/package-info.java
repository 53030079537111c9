/**
 * Caches that find a value as long as any object holds it, with single-flight loading, a
 * strong tier over the weak index, and statistics.
 */
@NullMarked
package dev.weakref.cache;

import org.jspecify.annotations.NullMarked;
