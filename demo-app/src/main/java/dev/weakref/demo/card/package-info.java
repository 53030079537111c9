/**
 * Cards, each of which shows something that the library does for a Spring application:
 * the lines of code that do it, buttons to try it, and what it holds at the moment.
 */
@NullMarked
package dev.weakref.demo.card;

import org.jspecify.annotations.NullMarked;
