/**
 * Programs that run for a while, under each collector, and the tests that run them.
 */
@NullMarked
package dev.weakref.stress;

import org.jspecify.annotations.NullMarked;
