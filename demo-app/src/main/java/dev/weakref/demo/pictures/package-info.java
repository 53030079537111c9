/**
 * Pictures by name: the folder they are in, and the two caches between it and those who
 * look at them.
 */
@NullMarked
package dev.weakref.demo.pictures;

import org.jspecify.annotations.NullMarked;
