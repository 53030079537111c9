/**
 * Objects that are known without being kept alive: counted by type or group, found by id,
 * given companions, linked back to.
 */
@NullMarked
package dev.weakref.registry;

import org.jspecify.annotations.NullMarked;
