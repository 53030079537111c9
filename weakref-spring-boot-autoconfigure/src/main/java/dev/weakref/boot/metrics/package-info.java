/**
 * Micrometer meters, which are removed with the objects that they measure.
 */
@NullMarked
package dev.weakref.boot.metrics;

import org.jspecify.annotations.NullMarked;
