/**
 * Concurrent maps and sets whose entries are removed after their referents are collected.
 * Reads take no lock; the nodes of the tables are themselves the weak references.
 */
@NullMarked
package dev.weakref.collection;

import org.jspecify.annotations.NullMarked;
