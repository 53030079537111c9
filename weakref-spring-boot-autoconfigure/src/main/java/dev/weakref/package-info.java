/**
 * Objects that can be found without being kept alive.
 */
@NullMarked
package dev.weakref;

import org.jspecify.annotations.NullMarked;
