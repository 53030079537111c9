/**
 * One lock for each key, as long as somebody has it or waits for it.
 */
@NullMarked
package dev.weakref.lock;

import org.jspecify.annotations.NullMarked;
