/**
 * A gallery of large pictures that shows what the collector does to its cache.
 */
@NullMarked
package dev.weakref.demo;

import org.jspecify.annotations.NullMarked;
