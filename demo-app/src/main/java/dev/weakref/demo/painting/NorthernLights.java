package dev.weakref.demo.painting;

/**
 * Curtains of light above a lake.
 */
final class NorthernLights implements Motif {

	private static final double SHORE = 0.74;

	private final Noise noise;

	private final Stars stars;

	private final Palette sky = Palette.of(0x050b1f, 0x081531, 0x0c2347, 0x123a5a, 0x1c5566);

	private final Palette curtain = Palette.of(0x59f2a8, 0x37d9b5, 0x3aa4e8, 0x8b5cf6, 0xc04ad8);

	NorthernLights(long seed) {
		this.noise = new Noise(seed);
		this.stars = new Stars(52, 0.55, seed);
	}

	@Override
	public int colourAt(double x, double y) {
		double hills = SHORE - 0.03 - 0.075 * (0.5 + this.noise.layered(x * 2.6, 4, 6))
				- 0.006 * Math.abs(this.noise.at(x * 120, 9));
		if (y < hills) {
			return skyAt(x, y);
		}
		if (y < SHORE) {
			return Colours.mix(0x061018, 0x0d2530, (y - hills) * 9);
		}
		double depth = (y - SHORE) / (1 - SHORE);
		double ripple = this.noise.layered(x * 5, 60 * Math.sqrt(depth), 3);
		double mirrored = SHORE - 0.05 - (y - SHORE) * 1.9 + 0.05 * ripple * (0.3 + depth);
		int colour = skyAt(x + 0.022 * ripple * depth, mirrored);
		return Colours.mix(Colours.shade(colour, 0.72), 0x04101c, 0.25 + 0.35 * depth + 0.2 * ripple);
	}

	private int skyAt(double x, double y) {
		int colour = this.sky.at(y * 1.3);
		colour = Colours.add(colour, 0xe6f0ff, 0.9 * this.stars.at(x, y));
		for (int i = 0; i < 3; i++) {
			double fold = this.noise.layered(x * 1.1 + 7 * i, 2.7 * i, 3);
			double bend = 0.22 * fold + 0.02 * this.noise.at(x * 9, i);
			double foot = 0.5 - 0.1 * i + bend + 0.12 * (x - 0.66) * (i - 1);
			double above = foot - y;
			double rays = 0.55 + 0.45 * this.noise.at(x * 26 + 14 * fold, y * 0.9 + i)
					+ 0.3 * this.noise.at(x * 80 + 30 * fold, y * 0.6);
			double length = 0.16 + 0.12 * (0.5 + this.noise.at(x * 3, 11 * i));
			double strength = (above > 0) ? Math.exp(-above / length) : Math.exp(above / 0.018);
			double place = Colours.clamp(above / 0.42);
			colour = Colours.add(colour, this.curtain.at(place), (0.8 - 0.16 * i) * strength * Math.max(0.06, rays));
		}
		return colour;
	}

}
