package dev.weakref.demo.spring;

import java.util.List;

import dev.weakref.demo.card.NotNowException;
import dev.weakref.demo.pictures.PictureLibrary;
import dev.weakref.demo.pictures.PictureState;

/**
 * Chooses one picture after the other.
 */
final class Rotation {

	private final PictureLibrary library;

	private int index = -1;

	Rotation(PictureLibrary library) {
		this.library = library;
	}

	/**
	 * The name of the next picture.
	 */
	synchronized String next() {
		this.index++;
		return current();
	}

	/**
	 * The name of the picture that was chosen last.
	 */
	synchronized String current() {
		List<PictureState> pictures = this.library.states();
		if (pictures.isEmpty()) {
			throw new NotNowException("There is no picture yet. The first will be painted in a moment.");
		}
		return pictures.get(Math.max(0, this.index) % pictures.size()).name();
	}

}
