package dev.weakref.demo.painting;

import java.util.function.DoubleUnaryOperator;

/**
 * Hills behind hills in the mist, below a sun or moon.
 */
final class Hills implements Motif {

	private static final int SAMPLES = 8192;

	private static final double WIDEST = 4;

	private final Palette sky;

	private final int light;

	private final int far;

	private final int near;

	private final int mist;

	private final double sunX;

	private final double sunY;

	private final double sunSize;

	private final double[][] ridges;

	private final Noise clouds;

	private final Stars stars;

	private final double starlight;

	/**
	 * Create a landscape.
	 * @param look its colours and its light
	 * @param layers how many hills are behind each other
	 * @param roughness from 0 for dunes to 1 for rocks and trees
	 * @param seed a landscape of its own for each
	 */
	Hills(Look look, int layers, double roughness, long seed) {
		this.sky = look.sky();
		this.light = look.light();
		this.far = look.far();
		this.near = look.near();
		this.mist = look.mist();
		this.sunX = look.sunX();
		this.sunY = look.sunY();
		this.sunSize = look.sunSize();
		this.starlight = look.starlight();
		this.clouds = new Noise(seed + 1);
		this.stars = new Stars(46, 0.5, seed);
		this.ridges = new double[layers][];
		Noise noise = new Noise(seed);
		for (int layer = 0; layer < layers; layer++) {
			this.ridges[layer] = samples(ridge(noise, layer / (layers - 1.0), layer, roughness));
		}
	}

	@Override
	public int colourAt(double x, double y) {
		int last = this.ridges.length - 1;
		int colour = skyAt(x, y);
		for (int layer = 0; layer <= last; layer++) {
			double below = y - ridgeAt(layer, x);
			if (below > -0.0008) {
				double depth = layer / (double) last;
				int hill = Colours.mix(this.far, this.near, depth);
				double fog = Math.exp(-below * 2.2) * 0.08 + Colours.smoothStep(0, 0.26, below) * 0.62 * (1 - depth);
				hill = Colours.mix(hill, this.mist, fog);
				double glow = Math.exp(-4 * Math.hypot(x - this.sunX, y - this.sunY));
				hill = Colours.add(hill, this.light, 0.3 * glow * (1 - depth));
				colour = Colours.mix(colour, hill, Colours.smoothStep(-0.0008, 0.0008, below));
			}
		}
		return colour;
	}

	private int skyAt(double x, double y) {
		int colour = this.sky.at(y * 1.35);
		if (this.starlight > 0) {
			colour = Colours.add(colour, 0xeaf2ff, this.starlight * this.stars.at(x, y) * (1 - y * 1.3));
		}
		double distance = Math.hypot(x - this.sunX, y - this.sunY);
		double cloud = this.clouds.layered(x * 1.3, y * 7, 5);
		colour = Colours.mix(colour, this.mist, 0.75 * Colours.smoothStep(0.05, 0.6, cloud));
		colour = Colours.add(colour, this.light, 0.26 * Math.exp(-distance * 4.5) + 0.12 * Math.exp(-distance * 14));
		return Colours.mix(colour, Colours.mix(this.light, 0xffffff, 0.95),
				Colours.smoothStep(this.sunSize + 0.0012, this.sunSize - 0.0012, distance));
	}

	private double ridgeAt(int layer, double x) {
		double position = Colours.clamp(x / WIDEST) * (SAMPLES - 2);
		int index = (int) position;
		double[] ridge = this.ridges[layer];
		return ridge[index] + (position - index) * (ridge[index + 1] - ridge[index]);
	}

	private static DoubleUnaryOperator ridge(Noise noise, double depth, int layer, double roughness) {
		double base = 0.5 + 0.42 * Math.pow(depth, 1.25);
		double height = 0.2 - 0.06 * depth;
		double stretch = 1.5 + 0.5 * (1 - depth);
		double trees = roughness * 0.011 * depth * depth;
		return (x) -> {
			double hill = noise.layered(x * stretch + 31 * layer, 5.7 * layer, 2);
			double rocks = roughness * 0.6 * noise.layered(x * stretch * 4 + 11 * layer, 3.1 * layer, 6);
			double tree = Math.abs(noise.at(x * 90 + layer, 77)) + 0.5 * Math.abs(noise.at(x * 260, 3 * layer));
			return base - height * (hill + 0.35 * rocks) - trees * tree;
		};
	}

	private static double[] samples(DoubleUnaryOperator function) {
		double[] samples = new double[SAMPLES];
		for (int i = 0; i < SAMPLES; i++) {
			samples[i] = function.applyAsDouble(WIDEST * i / (SAMPLES - 2));
		}
		return samples;
	}

	/**
	 * The colours and the light of a landscape.
	 *
	 * @param sky the sky from top to horizon
	 * @param light the colour of the sun or moon
	 * @param far the colour of the farthest hill
	 * @param near the colour of the nearest hill
	 * @param mist the colour of mist and clouds
	 * @param sunX where the sun is, from the left
	 * @param sunY where the sun is, from the top
	 * @param sunSize the radius of the sun
	 * @param starlight how bright the stars are, 0 for none
	 */
	record Look(Palette sky, int light, int far, int near, int mist, double sunX, double sunY, double sunSize,
			double starlight) {
	}

}
