package dev.weakref.demo.pictures;

import java.io.Serializable;

/**
 * The text below a picture.
 *
 * @param text the text
 */
public record Caption(String text) implements Serializable {

	private static final int MAXIMUM = 80;

	/**
	 * Makes a caption of what a user typed.
	 * @param typed the text
	 * @return the caption, or one of the title if there is no text
	 */
	static Caption of(String typed, String title) {
		String text = typed.strip();
		return new Caption((text.isEmpty()) ? title : text.substring(0,
				text.offsetByCodePoints(0, Math.min(MAXIMUM, text.codePointCount(0, text.length())))));
	}

}
