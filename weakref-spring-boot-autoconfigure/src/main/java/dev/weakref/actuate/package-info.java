/**
 * The Actuator endpoint and the health of the reaper.
 */
@NullMarked
package dev.weakref.actuate;

import org.jspecify.annotations.NullMarked;
