/**
 * The Actuator endpoint and the health of the reaper.
 */
@NullMarked
package dev.weakref.boot.actuate;

import org.jspecify.annotations.NullMarked;
