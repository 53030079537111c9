/**
 * Helpers of the tests of several packages.
 */
@NullMarked
package dev.weakref.testsupport;

import org.jspecify.annotations.NullMarked;
