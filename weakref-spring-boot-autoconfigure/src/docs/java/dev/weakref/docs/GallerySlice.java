package dev.weakref.docs;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Import;

/**
 * The application whose slice is tested.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import(GalleryController.class)
class GallerySlice {

}
