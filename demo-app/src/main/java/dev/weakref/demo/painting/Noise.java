package dev.weakref.demo.painting;

import java.util.Random;

/**
 * Gradient noise: random, but smooth, and the same for the same seed.
 */
final class Noise {

	private static final int SIZE = 1024;

	private final int[] permutation = new int[SIZE];

	private final double[] gradientX = new double[SIZE];

	private final double[] gradientY = new double[SIZE];

	Noise(long seed) {
		Random random = new Random(seed);
		for (int i = 0; i < SIZE; i++) {
			double angle = random.nextDouble() * 2 * Math.PI;
			this.gradientX[i] = Math.cos(angle);
			this.gradientY[i] = Math.sin(angle);
			int other = random.nextInt(i + 1);
			this.permutation[i] = this.permutation[other];
			this.permutation[other] = i;
		}
	}

	/**
	 * The noise at a point.
	 * @return a number from about -1 to 1, 0 on average
	 */
	double at(double x, double y) {
		int left = (int) Math.floor(x);
		int top = (int) Math.floor(y);
		double dx = x - left;
		double dy = y - top;
		double across = dx * dx * dx * (dx * (dx * 6 - 15) + 10);
		double down = dy * dy * dy * (dy * (dy * 6 - 15) + 10);
		double upper = mix(slope(left, top, dx, dy), slope(left + 1, top, dx - 1, dy), across);
		double lower = mix(slope(left, top + 1, dx, dy - 1), slope(left + 1, top + 1, dx - 1, dy - 1), across);
		return 1.5 * mix(upper, lower, down);
	}

	/**
	 * Several layers of noise, each twice as fine and half as strong as the one before.
	 */
	double layered(double x, double y, int layers) {
		double sum = 0;
		double strength = 0.5;
		double scale = 1;
		for (int i = 0; i < layers; i++) {
			sum += strength * at(x * scale + 17.3 * i, y * scale - 9.1 * i);
			strength /= 2;
			scale *= 2.03;
		}
		return sum;
	}

	/**
	 * A number from 0 to 1 for a cell of a grid, unlike that of its neighbours.
	 */
	static double hash(int column, int row) {
		int hash = column * 0x27d4eb2d ^ row * 0x165667b1;
		hash = (hash ^ hash >>> 15) * 0x2c1b3c6d;
		hash = (hash ^ hash >>> 12) * 0x297a2d39;
		return ((hash ^ hash >>> 15) & 0xffffff) / (double) 0x1000000;
	}

	private double slope(int column, int row, double dx, double dy) {
		int index = this.permutation[(this.permutation[column & SIZE - 1] + row) & SIZE - 1];
		return this.gradientX[index] * dx + this.gradientY[index] * dy;
	}

	private static double mix(double from, double to, double share) {
		return from + share * (to - from);
	}

}
