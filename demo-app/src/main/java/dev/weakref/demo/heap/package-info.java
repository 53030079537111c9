/**
 * The used heap, before and after collections.
 */
@NullMarked
package dev.weakref.demo.heap;

import org.jspecify.annotations.NullMarked;
