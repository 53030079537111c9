/**
 * Redis behind weak caches, by Spring Data Redis and Lettuce.
 */
@NullMarked
package dev.weakref.spring.backing.redis;

import org.jspecify.annotations.NullMarked;
