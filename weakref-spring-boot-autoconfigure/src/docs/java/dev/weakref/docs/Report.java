package dev.weakref.docs;

/**
 * A value of the caches of {@link Tenants}.
 *
 * @param text the text
 */
record Report(String text) {

}
