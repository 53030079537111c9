/**
 * What tests of several packages need.
 */
@NullMarked
package dev.weakref.testsupport;

import org.jspecify.annotations.NullMarked;
