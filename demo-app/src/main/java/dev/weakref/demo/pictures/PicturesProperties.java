package dev.weakref.demo.pictures;

import java.nio.file.Path;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the pictures are, and which are painted if there are none.
 *
 * @param folder the folder; a relative one is below the working directory
 * @param count how many pictures are painted
 * @param width how wide they are, in pixels
 * @param height how high they are, in pixels
 */
@ConfigurationProperties("demo.pictures")
record PicturesProperties(@DefaultValue("pictures") Path folder, @DefaultValue("12") int count,
		@DefaultValue("4000") int width, @DefaultValue("3000") int height) {
}
