/**
 * The code that README and pages show.
 */
@NullMarked
package dev.weakref.docs;

import org.jspecify.annotations.NullMarked;
