/**
 * One daemon thread that notices collections, drains the structures of this library and
 * runs user code afterwards.
 */
@NullMarked
package dev.weakref.reaper;

import org.jspecify.annotations.NullMarked;
