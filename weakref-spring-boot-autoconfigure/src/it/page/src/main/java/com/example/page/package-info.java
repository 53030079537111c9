/**
 * Caches that a browser looks at, behind Spring Security.
 */
@NullMarked
package com.example.page;

import org.jspecify.annotations.NullMarked;
