/**
 * Weak locks as the lock registry of Spring Integration.
 */
@NullMarked
package dev.weakref.spring.lock;

import org.jspecify.annotations.NullMarked;
