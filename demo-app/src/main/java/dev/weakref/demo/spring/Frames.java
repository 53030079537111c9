package dev.weakref.demo.spring;

import dev.weakref.demo.pictures.Picture;
import dev.weakref.spring.cache.Memoized;

import org.springframework.stereotype.Service;

/**
 * Makes a frame for each decoded picture.
 */
@Service
class Frames {

	// tag::memoized[]
	@Memoized
	public Frame frame(Picture picture) {
		return Frame.around(picture);
	}
	// end::memoized[]

}
