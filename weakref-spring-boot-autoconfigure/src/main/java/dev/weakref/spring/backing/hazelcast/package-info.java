/**
 * Hazelcast behind weak caches.
 */
@NullMarked
package dev.weakref.spring.backing.hazelcast;

import org.jspecify.annotations.NullMarked;
