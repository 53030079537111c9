package dev.weakref.spring.cache;

/**
 * An argument of memoized methods.
 */
record Document(String title) {

}
