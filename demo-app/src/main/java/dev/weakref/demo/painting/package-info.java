/**
 * Paints the pictures of the gallery: each is a function from a point to a colour, so it
 * comes in any size and always looks the same.
 */
@NullMarked
package dev.weakref.demo.painting;

import org.jspecify.annotations.NullMarked;
