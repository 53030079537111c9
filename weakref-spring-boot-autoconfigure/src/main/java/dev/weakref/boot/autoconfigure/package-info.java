/**
 * Auto-configuration: properties, one configuration per concern, and the texts that
 * explain a failed start.
 */
@NullMarked
package dev.weakref.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
