package dev.weakref.docs;

import java.awt.image.BufferedImage;

import dev.weakref.cache.WeakCache;

import org.springframework.stereotype.Service;

// tag::gallery[]
@Service
class Gallery {

	private final WeakCache<String, BufferedImage> images;

	Gallery(WeakCache<String, BufferedImage> images) {
		this.images = images;
	}

	BufferedImage image(String name) {
		return this.images.get(name, Images::decode);
	}

}
// end::gallery[]
