package dev.weakref.demo.painting;

/**
 * A ferry on a calm sea at sunset.
 */
final class EveningSea implements Motif {

	private static final double HORIZON = 0.58;

	private static final double SUN_X = 0.47;

	private static final double SUN_Y = 0.5;

	private static final double SHIP_X = 0.86;

	private final Noise noise;

	private final Palette sky = Palette.of(0x2d3a6b, 0x5b4f8a, 0xa5638f, 0xe5857c, 0xf9b678, 0xfddb9c);

	EveningSea(long seed) {
		this.noise = new Noise(seed);
	}

	@Override
	public int colourAt(double x, double y) {
		int ship = shipAt(x, y);
		if (ship >= 0) {
			return ship;
		}
		if (y < HORIZON) {
			return skyAt(x, y);
		}
		double depth = (y - HORIZON) / (1 - HORIZON);
		double far = 1 / (depth + 0.035);
		double swell = this.noise.layered(x * (1.5 + far * 0.35), far * 7, 4);
		double chop = this.noise.layered(x * (6 + far * 1.2), far * 26, 3);
		double mirrored = HORIZON - (y - HORIZON) * 1.1 + 0.16 * swell * depth;
		int colour = Colours.mix(skyAt(x + 0.05 * swell * depth, mirrored), 0x23305c, 0.22 + 0.5 * depth);
		double path = Math.exp(-Math.pow((x - SUN_X) / (0.035 + 0.17 * depth), 2));
		colour = Colours.add(colour, 0xffc98a, path * Colours.smoothStep(-0.06, 0.3, chop + 0.4 * swell) * 0.85);
		return Colours.lighten(colour, 26 * chop * (0.25 + depth));
	}

	private int skyAt(double x, double y) {
		int colour = this.sky.at(Math.pow(Colours.clamp(y / HORIZON), 1.25));
		double distance = Math.hypot(x - SUN_X, y - SUN_Y);
		double cloud = this.noise.layered(x * 1.5 + 3, y * 11, 6) + 0.12 * this.noise.layered(x * 6, y * 30, 3);
		int lit = Colours.mix(0x6a4c83, 0xffb27d, Math.exp(-2.1 * distance));
		colour = Colours.mix(colour, lit, 0.8 * Colours.smoothStep(0.02, 0.42, cloud));
		colour = Colours.add(colour, 0xffb066, 0.5 * Math.exp(-5 * distance));
		return Colours.mix(colour, 0xfff3d6, Colours.smoothStep(0.0478, 0.0455, distance));
	}

	/**
	 * The ship, or -1 where it is not.
	 */
	private static int shipAt(double x, double y) {
		double u = (x - SHIP_X) / 0.075;
		double v = (y - (HORIZON + 0.018)) / 0.075;
		boolean hull = v > -0.3 && v < 0.12 && Math.abs(u) < 1 - 0.35 * (v + 0.3);
		boolean deck = v > -0.56 && v <= -0.3 && u > -0.78 && u < 0.62;
		boolean bridge = v > -0.8 && v <= -0.56 && u > -0.5 && u < 0.2;
		boolean funnel = v > -1.08 && v <= -0.56 && u > 0.28 && u < 0.46;
		if (deck && Math.abs(v + 0.44) < 0.05 && u * 8 - Math.floor(u * 8) < 0.5) {
			return 0xffe2a0;
		}
		if (hull) {
			return Colours.mix(0x262447, 0x1a1a36, v + 0.3);
		}
		if (deck || bridge) {
			return 0x37345f;
		}
		return (funnel) ? ((v < -0.9) ? 0x262447 : 0xb4553f) : -1;
	}

}
