package dev.weakref.demo.pictures;

import org.jspecify.annotations.Nullable;

/**
 * How far the painting of the first pictures is.
 *
 * @param active whether it goes on
 * @param painted how many pictures are done
 * @param total how many there will be
 * @param share how much of the work is done, from 0 to 1
 * @param current the title of the one that is being painted
 * @param problem why it ended before its time
 */
public record PaintingProgress(boolean active, int painted, int total, double share, @Nullable String current,
		@Nullable String problem) {
}
