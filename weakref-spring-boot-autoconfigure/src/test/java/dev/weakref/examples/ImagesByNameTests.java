package dev.weakref.examples;

import dev.weakref.collection.WeakKeyMap;
import dev.weakref.collection.WeakValueMap;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Find images by name and names by image; the entries vanish with the image.
 */
class ImagesByNameTests {

	private final WeakValueMap<String, Image> images = WeakValueMap.equality();

	private final WeakKeyMap<Image, String> names = WeakKeyMap.identity();

	@Test
	void entriesVanishWithTheImage() {
		Image held = load("logo");
		load("banner");

		GarbageCollector.awaitUntil("the banner is gone", () -> !this.images.containsKey("banner"));

		assertThat(this.images.get("logo")).isSameAs(held);
		assertThat(this.names.get(held)).isEqualTo("logo");
		GarbageCollector.awaitUntil("one image is left", () -> this.images.size() == 1 && this.names.size() == 1);
	}

	private Image load(String name) {
		Image image = new Image(new byte[1_000]);
		this.images.put(name, image);
		this.names.put(image, name);
		return image;
	}

	record Image(byte[] pixels) {
	}

}
