/**
 * Which objects can be watched at all: objects that are never collected and callbacks
 * that hold their own referent are refused.
 */
@NullMarked
package dev.weakref.suitability;

import org.jspecify.annotations.NullMarked;
