/**
 * Micrometer meters, which come and go with what they measure.
 */
@NullMarked
package dev.weakref.boot.metrics;

import org.jspecify.annotations.NullMarked;
