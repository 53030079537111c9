package dev.weakref.demo.viewers;

import java.util.Random;

/**
 * An endless sequence of visits, which is the same each time. Five pictures next to each
 * other are popular, and after four visits the next five are. A visitor stays while the
 * next four to eight come.
 */
final class Visits {

	private static final long SEED = 2;

	private static final int POPULAR = 5;

	private static final int BEFORE_OTHERS = 4;

	private static final int SHORTEST = 4;

	private static final int LONGEST = 8;

	private final Random random = new Random(SEED);

	private int number;

	/**
	 * The next visit.
	 */
	Visit next() {
		int number = this.number++;
		int picture = number / BEFORE_OTHERS + this.random.nextInt(POPULAR);
		int stays = SHORTEST + this.random.nextInt(LONGEST - SHORTEST + 1);
		return new Visit(number, picture, number + stays);
	}

	/**
	 * A visit.
	 *
	 * @param number counts the visits from 0
	 * @param picture which picture the visitor opens; they are counted round and round
	 * @param leaves the number of the visit at which this visitor leaves
	 */
	record Visit(int number, int picture, int leaves) {

		/**
		 * The thumbnail that the visitor looks at before.
		 */
		int thumbnail() {
			return 7 * this.number;
		}

	}

}
