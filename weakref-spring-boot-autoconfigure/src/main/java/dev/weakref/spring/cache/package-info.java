/**
 * Spring's cache abstraction on weak caches, and methods of beans that are memoized.
 */
@NullMarked
package dev.weakref.spring.cache;

import org.jspecify.annotations.NullMarked;
