/**
 * One lock for each key, which exists as long as a thread holds it or refers to it.
 */
@NullMarked
package dev.weakref.lock;

import org.jspecify.annotations.NullMarked;
