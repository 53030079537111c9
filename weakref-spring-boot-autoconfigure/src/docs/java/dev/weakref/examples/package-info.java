/**
 * Small programs that show what references and finalizers are good for.
 */
@NullMarked
package dev.weakref.examples;

import org.jspecify.annotations.NullMarked;
