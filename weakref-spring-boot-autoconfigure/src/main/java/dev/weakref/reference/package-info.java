/**
 * Weak references to single objects: one JVM reference for each object however many refs,
 * methods, proxies and finalizers there are, and callbacks that run newest first.
 */
@NullMarked
package dev.weakref.reference;

import org.jspecify.annotations.NullMarked;
