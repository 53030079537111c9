/**
 * Results of functions, remembered for as long as the arguments they belong to live.
 */
@NullMarked
package dev.weakref.memo;

import org.jspecify.annotations.NullMarked;
