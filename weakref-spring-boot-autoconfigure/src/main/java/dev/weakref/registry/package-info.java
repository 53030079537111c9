/**
 * A registry that counts objects by type or group, finds them by id and gives them
 * companions, without keeping them alive.
 */
@NullMarked
package dev.weakref.registry;

import org.jspecify.annotations.NullMarked;
