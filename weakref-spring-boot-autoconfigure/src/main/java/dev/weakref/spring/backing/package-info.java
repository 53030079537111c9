/**
 * Caches of Spring's cache abstraction behind weak caches.
 */
@NullMarked
package dev.weakref.spring.backing;

import org.jspecify.annotations.NullMarked;
