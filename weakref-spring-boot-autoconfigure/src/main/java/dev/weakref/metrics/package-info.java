/**
 * Micrometer meters, which come and go with what they measure.
 */
@NullMarked
package dev.weakref.metrics;

import org.jspecify.annotations.NullMarked;
