/**
 * Support for tests of applications. Nothing else uses it, and it needs no test
 * framework.
 */
@NullMarked
package dev.weakref.test;

import org.jspecify.annotations.NullMarked;
