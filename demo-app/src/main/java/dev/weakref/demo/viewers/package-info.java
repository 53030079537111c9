/**
 * Those who look at pictures: viewers that are open in a browser, and visitors who come
 * and go by themselves.
 */
@NullMarked
package dev.weakref.demo.viewers;

import org.jspecify.annotations.NullMarked;
