/**
 * Compares ways to keep pictures: the same visitors come to each of them.
 */
@NullMarked
package dev.weakref.demo.comparison;

import org.jspecify.annotations.NullMarked;
