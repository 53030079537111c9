package dev.weakref.jmh.scaling;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Keys by popularity: key {@code n} is drawn in proportion to {@code 1 / n^0.99}.
 */
final class Zipf {

	private static final double EXPONENT = 0.99;

	private final double[] sums;

	Zipf(int keys) {
		this.sums = new double[keys];
		double sum = 0;
		for (int i = 0; i < keys; i++) {
			sum += 1 / Math.pow(i + 1, EXPONENT);
			this.sums[i] = sum;
		}
	}

	int next(RandomGenerator random) {
		int place = Arrays.binarySearch(this.sums, random.nextDouble() * this.sums[this.sums.length - 1]);
		return Math.min((place < 0) ? -place - 1 : place, this.sums.length - 1);
	}

}
