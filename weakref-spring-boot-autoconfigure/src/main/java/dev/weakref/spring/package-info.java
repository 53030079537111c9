/**
 * What the parts that serve Spring beans have in common.
 */
@NullMarked
package dev.weakref.spring;

import org.jspecify.annotations.NullMarked;
