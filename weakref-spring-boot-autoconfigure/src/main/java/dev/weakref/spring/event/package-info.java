/**
 * Listeners of application events that are registered until their owners are collected.
 */
@NullMarked
package dev.weakref.spring.event;

import org.jspecify.annotations.NullMarked;
