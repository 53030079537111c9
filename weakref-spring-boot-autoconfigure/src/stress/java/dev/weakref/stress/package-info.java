/**
 * What goes on for a while, under each collector: programs, and the tests that run them.
 */
@NullMarked
package dev.weakref.stress;

import org.jspecify.annotations.NullMarked;
