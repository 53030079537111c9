package dev.weakref.demo.pictures;

/**
 * A small rendition of a picture.
 *
 * @param jpeg the JPEG
 */
record Thumbnail(byte[] jpeg) {
}
