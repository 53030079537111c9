/**
 * Named objects whose arrival and removal is announced to listeners.
 */
@NullMarked
package dev.weakref.directory;

import org.jspecify.annotations.NullMarked;
