package dev.weakref.demo.spring;

/**
 * The lock that a worker holds while it stamps a picture.
 *
 * @param picture the name of the picture
 */
// tag::locks[]
record StampLock(String picture) {
}
// end::locks[]
