/**
 * Observations of Micrometer.
 */
@NullMarked
package dev.weakref.boot.observation;

import org.jspecify.annotations.NullMarked;
