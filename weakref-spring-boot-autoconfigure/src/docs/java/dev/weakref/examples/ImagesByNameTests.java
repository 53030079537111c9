package dev.weakref.examples;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

import dev.weakref.cache.WeakCache;
import dev.weakref.collection.WeakKeyMap;
import dev.weakref.collection.WeakValueMap;
import dev.weakref.testsupport.GarbageCollector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Large images by name and names by image: being in a map does not keep an image.
 */
class ImagesByNameTests extends Examples {

	private static final int SIDE = 1024;

	private final Album album = new Album();

	@Test
	void anImageIsFoundByNameAndANameByImage() {
		BufferedImage sunrise = this.album.image("sunrise");
		GarbageCollector.run();
		assertThat(this.album.image("sunrise")).isSameAs(sunrise);
		assertThat(this.album.name(sunrise)).isEqualTo("sunrise");
	}

	@Test
	void bothEntriesVanishWithTheImage() {
		BufferedImage sunrise = this.album.image("sunrise");
		this.album.image("noon");
		GarbageCollector.awaitUntil("the other image is gone",
				() -> this.album.images.size() == 1 && this.album.names.size() == 1);
		assertThat(this.album.images.keySet()).containsExactly("sunrise");
		assertThat(this.album.names).containsEntry(sunrise, "sunrise");
	}

	@Test
	void moreImagesThanTheHeapHoldsPassThroughACache() {
		WeakCache<Integer, BufferedImage> cache = WeakCache.<Integer, BufferedImage>builder("images", this.reaper)
			.build();
		long bytes = 4L * SIDE * SIDE;
		int number = (int) (2 * Runtime.getRuntime().maxMemory() / bytes);
		List<BufferedImage> held = new ArrayList<>();
		for (int i = 0; i < number; i++) {
			BufferedImage image = cache.get(i, (name) -> newImage());
			if (i < 3) {
				held.add(image);
			}
		}
		for (int i = 0; i < 3; i++) {
			assertThat(cache.getIfPresent(i)).isSameAs(held.get(i));
		}
	}

	private static BufferedImage newImage() {
		return new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
	}

	// tag::album[]
	static final class Album {

		private final WeakValueMap<String, BufferedImage> images = WeakValueMap.equality();

		private final WeakKeyMap<BufferedImage, String> names = WeakKeyMap.identity();

		BufferedImage image(String name) {
			return this.images.computeIfAbsent(name, this::load);
		}

		@Nullable String name(BufferedImage image) {
			return this.names.get(image);
		}

		private BufferedImage load(String name) {
			BufferedImage image = newImage();
			this.names.put(image, name);
			return image;
		}

	}
	// end::album[]

}
