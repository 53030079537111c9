/**
 * The application that the README builds from an empty folder.
 */
@NullMarked
package com.example;

import org.jspecify.annotations.NullMarked;
