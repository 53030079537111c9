/**
 * Listeners of application events that live exactly as long as their owners.
 */
@NullMarked
package dev.weakref.spring.event;

import org.jspecify.annotations.NullMarked;
