package dev.weakref.demo.painting;

/**
 * Arithmetic on colours of the form {@code 0xRRGGBB}.
 */
final class Colours {

	private Colours() {
	}

	/**
	 * A colour between two others.
	 * @param from the colour at 0
	 * @param to the colour at 1
	 * @param share from 0 to 1; what is outside counts as the nearer end
	 * @return the colour
	 */
	static int mix(int from, int to, double share) {
		double t = clamp(share);
		return rgb(red(from) + t * (red(to) - red(from)), green(from) + t * (green(to) - green(from)),
				blue(from) + t * (blue(to) - blue(from)));
	}

	/**
	 * Shine a light of some colour onto another.
	 */
	static int add(int colour, int light, double strength) {
		double t = Math.max(0, strength);
		return rgb(red(colour) + t * red(light), green(colour) + t * green(light), blue(colour) + t * blue(light));
	}

	/**
	 * Add the same amount to all channels.
	 */
	static int lighten(int colour, double amount) {
		return rgb(red(colour) + amount, green(colour) + amount, blue(colour) + amount);
	}

	/**
	 * Multiply all channels by a factor.
	 */
	static int shade(int colour, double factor) {
		return rgb(red(colour) * factor, green(colour) * factor, blue(colour) * factor);
	}

	/**
	 * How far a value is on its way from one edge to another, with soft ends.
	 */
	static double smoothStep(double from, double to, double value) {
		double t = clamp((value - from) / (to - from));
		return t * t * (3 - 2 * t);
	}

	static double clamp(double value) {
		return Math.max(0, Math.min(1, value));
	}

	private static int red(int colour) {
		return colour >> 16 & 0xff;
	}

	private static int green(int colour) {
		return colour >> 8 & 0xff;
	}

	private static int blue(int colour) {
		return colour & 0xff;
	}

	private static int rgb(double red, double green, double blue) {
		return channel(red) << 16 | channel(green) << 8 | channel(blue);
	}

	private static int channel(double value) {
		return (int) Math.max(0, Math.min(255, value + 0.5));
	}

}
