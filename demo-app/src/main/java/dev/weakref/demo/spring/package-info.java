/**
 * The features of the library for a Spring application, each in a few lines and with a
 * card to try it.
 */
@NullMarked
package dev.weakref.demo.spring;

import org.jspecify.annotations.NullMarked;
