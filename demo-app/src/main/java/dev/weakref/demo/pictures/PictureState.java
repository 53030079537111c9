package dev.weakref.demo.pictures;

/**
 * Whether a picture is in memory.
 *
 * @param name its name
 * @param live whether it is in memory, because it is held or because the collector has
 * not run since
 * @param decode its newest decode in memory, or else its latest, 0 if it was never
 * decoded
 * @param bytes how much memory that took
 */
public record PictureState(String name, boolean live, int decode, long bytes) {
}
