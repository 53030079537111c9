/**
 * Checks whether an object can be referred to weakly: objects that are never collected
 * and callbacks that hold their own referent are refused.
 */
@NullMarked
package dev.weakref.suitability;

import org.jspecify.annotations.NullMarked;
