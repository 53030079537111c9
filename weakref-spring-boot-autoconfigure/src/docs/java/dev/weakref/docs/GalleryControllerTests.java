package dev.weakref.docs;

import java.awt.image.BufferedImage;

import dev.weakref.cache.WeakCache;
import dev.weakref.test.AutoConfigureWeakRef;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a slice with weak caches.
 */
@TestPropertySource(properties = { "weakref.caches.images.key-type=java.lang.String",
		"weakref.caches.images.value-type=java.awt.image.BufferedImage",
		"weakref.caches.images.retain.maximum-size=5" })
// tag::slice[]
@WebMvcTest(GalleryController.class)
@AutoConfigureWeakRef
class GalleryControllerTests {

	@Test
	void anImageIsDecodedOnce(@Autowired MockMvcTester mvc, @Autowired WeakCache<String, BufferedImage> images) {
		assertThat(mvc.get().uri("/images/sunrise.png/width")).hasStatusOk();
		assertThat(mvc.get().uri("/images/sunrise.png/width")).hasStatusOk();
		assertThat(images.statistics().loads()).isOne();
	}

}
// end::slice[]
