/**
 * The beans that a Spring context makes and does not keep: counted, finalized, destroyed
 * when unused. Also weak proxies of classes.
 */
@NullMarked
package dev.weakref.spring.bean;

import org.jspecify.annotations.NullMarked;
