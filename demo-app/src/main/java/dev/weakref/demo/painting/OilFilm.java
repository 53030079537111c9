package dev.weakref.demo.painting;

/**
 * The colours of a thin film of oil, which change with its thickness.
 */
final class OilFilm implements Motif {

	private final Noise noise;

	private final Palette palette;

	OilFilm(Palette palette, long seed) {
		this.noise = new Noise(seed);
		this.palette = palette;
	}

	@Override
	public int colourAt(double x, double y) {
		double bendX = this.noise.layered(x * 1.4, y * 1.4, 4);
		double bendY = this.noise.layered(x * 1.4 + 7, y * 1.4 - 3, 4);
		double thickness = this.noise.layered(x * 1.1 + 1.9 * bendX, y * 1.1 + 1.9 * bendY, 5);
		int colour = this.palette.around(2.1 * thickness + 0.35 * x);
		double light = this.noise.layered(x * 2.2 - bendY, y * 2.2 + bendX, 3);
		colour = Colours.shade(colour, 0.86 + 0.5 * light);
		return Colours.add(colour, 0xffffff, 0.55 * Colours.smoothStep(0.3, 0.62, light + 0.3 * bendX));
	}

}
