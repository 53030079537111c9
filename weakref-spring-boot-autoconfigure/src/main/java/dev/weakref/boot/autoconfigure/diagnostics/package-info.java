/**
 * The texts that explain a failed start.
 */
@NullMarked
package dev.weakref.boot.autoconfigure.diagnostics;

import org.jspecify.annotations.NullMarked;
