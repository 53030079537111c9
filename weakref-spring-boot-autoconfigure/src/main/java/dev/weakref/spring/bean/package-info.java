/**
 * Finalizers of the beans that a Spring context makes and does not keep, and weak proxies
 * of classes.
 */
@NullMarked
package dev.weakref.spring.bean;

import org.jspecify.annotations.NullMarked;
