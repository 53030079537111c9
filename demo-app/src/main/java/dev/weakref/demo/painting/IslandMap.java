package dev.weakref.demo.painting;

/**
 * The map of an island, with contour lines and light from the north-west.
 */
final class IslandMap implements Motif {

	private static final double STEP = 0.0009;

	private final Noise noise;

	private final Palette land = Palette.of(0xe9ddb0, 0xc7d19a, 0x9dbb86, 0x86a67f, 0xb7a98a, 0xcbbfae, 0xf4f1ec);

	private final Palette sea = Palette.of(0xcfe6e2, 0xa5d0d3, 0x7fb6c4, 0x5f9cb4, 0x4a86a3);

	IslandMap(long seed) {
		this.noise = new Noise(seed);
	}

	@Override
	public int colourAt(double x, double y) {
		double height = heightAt(x, y);
		double slopeX = (heightAt(x + STEP, y) - height) / STEP;
		double slopeY = (heightAt(x, y + STEP) - height) / STEP;
		double slope = Math.hypot(slopeX, slopeY) + 1e-6;
		if (height < 0) {
			int colour = this.sea.at(Math.floor(-height * 16) / 7);
			double line = Math.abs(-height * 16 - Math.rint(-height * 16)) / (16 * slope);
			colour = Colours.mix(colour, 0xffffff, 0.35 * Colours.smoothStep(0.0016, 0.0006, line));
			return Colours.mix(colour, 0x2f5d6e, 0.8 * Colours.smoothStep(0.0024, 0.001, -height / slope));
		}
		int colour = this.land.at(height * 1.75);
		colour = Colours.shade(colour, 1 - 0.085 * (slopeX + slopeY) / Math.sqrt(1 + slope * slope * 0.3));
		double lines = height * 34;
		double line = Math.abs(lines - Math.rint(lines)) / (34 * slope);
		double weight = (Math.rint(lines) % 5 == 0) ? 0.0014 : 0.0007;
		colour = Colours.mix(colour, 0x6b4f35, 0.6 * Colours.smoothStep(weight + 0.0005, weight - 0.0003, line));
		return Colours.mix(colour, 0x2f5d6e, 0.8 * Colours.smoothStep(0.0022, 0.001, height / slope));
	}

	private double heightAt(double x, double y) {
		double bendX = x + 0.16 * this.noise.layered(x * 2.1 + 40, y * 2.1, 3);
		double bendY = y + 0.16 * this.noise.layered(x * 2.1, y * 2.1 + 40, 3);
		double shore = Math.hypot((bendX - 0.64) * 0.86, bendY - 0.5);
		return 0.42 - 1.15 * shore + 0.62 * this.noise.layered(bendX * 2.3, bendY * 2.3, 6);
	}

}
