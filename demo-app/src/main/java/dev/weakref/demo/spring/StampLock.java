package dev.weakref.demo.spring;

/**
 * What a worker locks in order to stamp a picture.
 *
 * @param picture the name of the picture
 */
// tag::locks[]
record StampLock(String picture) {
}
// end::locks[]
