/**
 * Cache and endpoint in an application with Jersey.
 */
@NullMarked
package com.example.jersey;

import org.jspecify.annotations.NullMarked;
