/**
 * What the collector leaves of the heap.
 */
@NullMarked
package dev.weakref.demo.heap;

import org.jspecify.annotations.NullMarked;
