/**
 * The library in a main method, without Spring.
 */
@NullMarked
package com.example.plain;

import org.jspecify.annotations.NullMarked;
