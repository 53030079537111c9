package dev.weakref.demo.spring;

import java.util.List;

import dev.weakref.demo.pictures.Part;
import dev.weakref.demo.pictures.Picture;

/**
 * A frame in two colours that suit a picture. It does not hold the picture.
 *
 * @param wood the colour of the wood
 * @param mount the colour between wood and picture
 */
record Frame(String wood, String mount) {

	private static final int WIDTH = 160;

	static Frame around(Picture picture) {
		Swatch swatch = Swatch.of(picture.render(Part.whole(WIDTH)));
		return new Frame(swatch.darkest(), swatch.brightest());
	}

	List<String> colours() {
		return List.of(this.wood, this.mount);
	}

}
