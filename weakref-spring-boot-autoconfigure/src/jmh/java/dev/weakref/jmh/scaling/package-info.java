/**
 * Programs that tell how far near caches scale: measurements of a real Redis, and a
 * simulation of many nodes.
 */
@NullMarked
package dev.weakref.jmh.scaling;

import org.jspecify.annotations.NullMarked;
