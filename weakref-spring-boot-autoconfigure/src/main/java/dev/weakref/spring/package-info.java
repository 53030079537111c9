/**
 * Support for the packages that serve Spring beans.
 */
@NullMarked
package dev.weakref.spring;

import org.jspecify.annotations.NullMarked;
