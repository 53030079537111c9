/**
 * The only code that talks to a {@link java.lang.ref.ReferenceQueue}: one daemon thread
 * that removes what the collector cleared and calls user code back.
 */
@NullMarked
package dev.weakref.reaper;

import org.jspecify.annotations.NullMarked;
