package dev.weakref.demo.painting;

/**
 * A starry sky, one star at most in each cell of a grid.
 */
final class Stars {

	private final double cells;

	private final double share;

	private final int seed;

	/**
	 * Create a sky.
	 * @param cells how many cells there are along the height of the picture
	 * @param share the share of cells that have a star
	 * @param seed a sky of its own for each
	 */
	Stars(double cells, double share, long seed) {
		this.cells = cells;
		this.share = share;
		this.seed = (int) seed * 7919;
	}

	/**
	 * The light that stars give at a point.
	 * @return from 0, none, to 1
	 */
	double at(double x, double y) {
		int column = (int) Math.floor(x * this.cells);
		int row = (int) Math.floor(y * this.cells);
		if (Noise.hash(column + this.seed, row) > this.share) {
			return 0;
		}
		double dx = x * this.cells - column - 0.25 - 0.5 * Noise.hash(column, row + this.seed);
		double dy = y * this.cells - row - 0.25 - 0.5 * Noise.hash(row + this.seed, column);
		double brightness = Noise.hash(row, column - this.seed);
		double size = 0.03 + 0.09 * brightness * brightness * brightness;
		return (0.35 + 0.65 * brightness) * Math.exp(-(dx * dx + dy * dy) / (size * size));
	}

}
