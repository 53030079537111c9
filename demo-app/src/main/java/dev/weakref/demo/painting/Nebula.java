package dev.weakref.demo.painting;

/**
 * Glowing gas and dust between stars.
 */
final class Nebula implements Motif {

	private final Noise noise;

	private final Stars dust;

	private final Stars suns;

	private final Palette glow = Palette.of(0x0a0a1e, 0x231a4a, 0x5b2a7a, 0xb13b7f, 0xf0746a, 0xffd59a);

	Nebula(long seed) {
		this.noise = new Noise(seed);
		this.dust = new Stars(110, 0.4, seed);
		this.suns = new Stars(13, 0.3, seed + 5);
	}

	@Override
	public int colourAt(double x, double y) {
		double bendX = this.noise.layered(x * 1.6, y * 1.6, 5);
		double bendY = this.noise.layered(x * 1.6 + 3.1, y * 1.6 + 7.7, 5);
		double gas = this.noise.layered(x * 1.8 + 1.5 * bendX, y * 1.8 + 1.5 * bendY, 7);
		double centre = Math.exp(-3.2 * Math.pow(Math.hypot((x - 0.74) * 0.75, y - 0.48), 2));
		double veil = this.noise.layered(x * 3 - 2 * bendY, y * 3 + 2 * bendX, 6);
		int colour = this.glow.at(0.02 + 0.62 * centre * (0.55 + 1.1 * gas) + 0.22 * Math.max(0, gas));
		colour = Colours.add(colour, 0x2b7fb8, 0.85 * Colours.smoothStep(0.02, 0.5, bendX) * (0.25 + centre * 0.5));
		colour = Colours.shade(colour, 1 - 0.8 * Colours.smoothStep(0.08, 0.42, veil) * Colours.clamp(centre * 1.3));
		colour = Colours.add(colour, 0xdfe8ff, 0.8 * this.dust.at(x, y));
		return Colours.add(colour, 0xfff4e0, 1.3 * this.suns.at(x, y));
	}

}
