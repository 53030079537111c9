/**
 * Cache and endpoint in a reactive application.
 */
@NullMarked
package com.example.webflux;

import org.jspecify.annotations.NullMarked;
