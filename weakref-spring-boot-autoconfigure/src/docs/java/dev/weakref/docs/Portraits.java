package dev.weakref.docs;

import java.awt.image.BufferedImage;

import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Service;

// tag::portraits[]
@Service
class Portraits {

	@Cacheable(cacheNames = "images", cacheManager = "weakCacheManager")
	public BufferedImage portrait(String name) {
		return Images.decode(name);
	}

}
// end::portraits[]
