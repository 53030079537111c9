/**
 * Concurrent maps and sets whose entries go with their referents: lock-free reads, and
 * nodes that are themselves the weak references.
 */
@NullMarked
package dev.weakref.collection;

import org.jspecify.annotations.NullMarked;
