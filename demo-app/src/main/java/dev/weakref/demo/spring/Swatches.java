package dev.weakref.demo.spring;

import dev.weakref.demo.pictures.PictureLibrary;

import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Service;

/**
 * Finds the colours of pictures, once for all who use them at the same time.
 */
@Service
class Swatches {

	private final PictureLibrary library;

	Swatches(PictureLibrary library) {
		this.library = library;
	}

	// tag::cacheable[]
	@Cacheable(cacheNames = "colours", cacheManager = "weakCacheManager")
	public Swatch swatch(String picture) {
		return Swatch.of(this.library.thumbnail(picture));
	}
	// end::cacheable[]

}
