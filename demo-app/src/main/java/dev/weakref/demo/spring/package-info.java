/**
 * What the library does for a Spring application, each thing in a few lines and with a
 * card to try it.
 */
@NullMarked
package dev.weakref.demo.spring;

import org.jspecify.annotations.NullMarked;
