package dev.weakref.demo.painting;

/**
 * The subject of a painting.
 */
@FunctionalInterface
interface Motif {

	/**
	 * The colour of a point.
	 * @param x from 0 at the left to the ratio of width to height
	 * @param y from 0 at the top to 1 at the bottom
	 * @return the colour as {@code 0xRRGGBB}
	 */
	int colourAt(double x, double y);

}
