/**
 * The code that README and guides show.
 */
@NullMarked
package dev.weakref.docs;

import org.jspecify.annotations.NullMarked;
