/**
 * Signals and the beans that receive them.
 */
@NullMarked
package dev.weakref.spring.signal;

import org.jspecify.annotations.NullMarked;
