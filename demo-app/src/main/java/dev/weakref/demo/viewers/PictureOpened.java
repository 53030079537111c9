package dev.weakref.demo.viewers;

/**
 * A viewer has opened a picture.
 *
 * @param picture the name of the picture
 */
public record PictureOpened(String picture) {
}
