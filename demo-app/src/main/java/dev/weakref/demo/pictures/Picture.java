package dev.weakref.demo.pictures;

import java.awt.image.BufferedImage;

/**
 * A decoded picture. It is large.
 */
public final class Picture {

	private final String name;

	private final int decode;

	private final BufferedImage image;

	Picture(String name, int decode, BufferedImage image) {
		this.name = name;
		this.decode = decode;
		this.image = image;
	}

	/**
	 * The name of the file it was decoded from.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Which decode it came from, counted since the start. Two viewers that show the same
	 * number look at the same object.
	 * @return a number from 1
	 */
	public int decode() {
		return this.decode;
	}

	/**
	 * How wide it is.
	 * @return the width in pixels
	 */
	public int width() {
		return this.image.getWidth();
	}

	/**
	 * How high it is.
	 * @return the height in pixels
	 */
	public int height() {
		return this.image.getHeight();
	}

	/**
	 * How much memory its pixels take.
	 * @return the number of bytes
	 */
	public long bytes() {
		return (long) width() * height() * 3;
	}

	/**
	 * Render a part of it.
	 * @param part the part, and how large it is wanted
	 * @return a JPEG
	 */
	public byte[] render(Part part) {
		return Jpeg.encode(part.of(this.image), 0.85f);
	}

}
