package dev.weakref.examples;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

import dev.weakref.cache.WeakCache;
import dev.weakref.collection.WeakKeyMap;
import dev.weakref.collection.WeakValueMap;
import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Large images by name and names by image, as in the manual's own example: being in a map
 * does not keep an image.
 */
class ImagesByNameTests {

	private static final int SIDE = 1024;

	private final Reaper reaper = Reaper.start();

	private final WeakValueMap<String, BufferedImage> images = WeakValueMap.equality();

	private final WeakKeyMap<BufferedImage, String> names = WeakKeyMap.identity();

	@AfterEach
	void close() {
		this.reaper.close();
	}

	@Test
	void anImageIsFoundByNameAndANameByImage() {
		BufferedImage sunrise = load("sunrise");
		GarbageCollector.run();
		assertThat(this.images.get("sunrise")).isSameAs(sunrise);
		assertThat(this.names.get(sunrise)).isEqualTo("sunrise");
	}

	@Test
	void bothEntriesVanishWithTheImage() {
		BufferedImage sunrise = load("sunrise");
		load("noon");
		GarbageCollector.awaitUntil("the other image is gone",
				() -> !this.images.containsKey("noon") && this.names.size() == 1);
		assertThat(this.images.keySet()).containsExactly("sunrise");
		assertThat(this.names).containsEntry(sunrise, "sunrise");
	}

	@Test
	void moreImagesThanTheHeapHoldsPassThroughACache() {
		WeakCache<Integer, BufferedImage> cache = WeakCache.<Integer, BufferedImage>builder("images", this.reaper)
			.build();
		long bytes = 4L * SIDE * SIDE;
		int number = (int) (2 * Runtime.getRuntime().maxMemory() / bytes);
		List<BufferedImage> album = new ArrayList<>();
		for (int i = 0; i < number; i++) {
			BufferedImage image = cache.get(i, (name) -> newImage());
			if (i < 3) {
				album.add(image);
			}
		}
		for (int i = 0; i < 3; i++) {
			assertThat(cache.getIfPresent(i)).isSameAs(album.get(i));
		}
	}

	private BufferedImage load(String name) {
		return this.images.computeIfAbsent(name, (key) -> {
			BufferedImage image = newImage();
			this.names.put(image, key);
			return image;
		});
	}

	private static BufferedImage newImage() {
		return new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
	}

}
