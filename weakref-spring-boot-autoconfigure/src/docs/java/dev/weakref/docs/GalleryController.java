package dev.weakref.docs;

import java.awt.image.BufferedImage;

import dev.weakref.cache.WeakCache;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * A part of an application that a slice has.
 */
@RestController
class GalleryController {

	private final WeakCache<String, BufferedImage> images;

	GalleryController(WeakCache<String, BufferedImage> images) {
		this.images = images;
	}

	@GetMapping("/images/{name}/width")
	int width(@PathVariable("name") String name) {
		return this.images.get(name, Images::decode).getWidth();
	}

}
