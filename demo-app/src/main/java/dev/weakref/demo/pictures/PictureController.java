package dev.weakref.demo.pictures;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves thumbnails. Browsers are asked not to keep them, so that the cache of the
 * application has something to do.
 */
@RestController
class PictureController {

	private final PictureLibrary library;

	PictureController(PictureLibrary library) {
		this.library = library;
	}

	@GetMapping("/pictures/{name}/thumbnail")
	ResponseEntity<byte[]> thumbnail(@PathVariable String name) {
		byte[] jpeg = this.library.thumbnail(name);
		return ResponseEntity.ok().cacheControl(CacheControl.noStore()).contentType(MediaType.IMAGE_JPEG).body(jpeg);
	}

}
