/**
 * The numbers of the page besides the actuator endpoint: who holds what, what the cache's
 * callbacks told, and what the collector left of the heap.
 */
@NullMarked
package dev.weakref.demo.live;

import org.jspecify.annotations.NullMarked;
