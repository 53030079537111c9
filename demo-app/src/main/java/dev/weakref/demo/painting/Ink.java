package dev.weakref.demo.painting;

/**
 * Noise that is bent by noise that is bent by noise, like ink in a liquid.
 */
final class Ink implements Motif {

	private final Noise noise;

	private final Palette palette;

	private final int accent;

	private final double scale;

	private final double gloss;

	Ink(Palette palette, int accent, double scale, double gloss, long seed) {
		this.noise = new Noise(seed);
		this.palette = palette;
		this.accent = accent;
		this.scale = scale;
		this.gloss = gloss;
	}

	@Override
	public int colourAt(double x, double y) {
		double u = x * this.scale;
		double v = y * this.scale;
		double firstX = this.noise.layered(u, v, 4);
		double firstY = this.noise.layered(u + 5.2, v + 1.3, 4);
		double secondX = this.noise.layered(u + 2.6 * firstX + 1.7, v + 2.6 * firstY + 9.2, 5);
		double secondY = this.noise.layered(u + 2.6 * firstX + 8.3, v + 2.6 * firstY + 2.8, 5);
		double value = this.noise.layered(u + 2.8 * secondX, v + 2.8 * secondY, 6);
		int colour = this.palette.at(0.5 + 0.95 * value);
		colour = Colours.mix(colour, this.accent, 0.75 * Colours.smoothStep(0.12, 0.6, Math.abs(secondY)));
		double strand = Math.abs(Math.sin(9 * (secondX + firstY)));
		return Colours.add(colour, 0xffffff, this.gloss * Math.pow(1 - strand, 6) * (0.4 + Math.abs(value)));
	}

}
