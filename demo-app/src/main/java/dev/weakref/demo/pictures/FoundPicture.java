package dev.weakref.demo.pictures;

import java.time.Duration;

/**
 * A picture, and how it was come by.
 *
 * @param picture the picture
 * @param decoded whether it was decoded just now, or else was in memory
 * @param took how long that took
 */
public record FoundPicture(Picture picture, boolean decoded, Duration took) {
}
