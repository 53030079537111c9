package dev.weakref.spring.bean;

import java.lang.ref.WeakReference;

/**
 * The state of a tracked bean, which does not hold the bean.
 */
sealed interface BeanState {

	/**
	 * Returns the time of the bean's creation, in {@link System#nanoTime()}.
	 */
	long begin();

	/**
	 * Returns whether the bean has ended, and would have been collected by now unless it
	 * was held.
	 * @param cycle the number of reference-processing cycles so far
	 */
	boolean isEndedButLive(long cycle);

	/**
	 * The state of a bean that Spring has not destroyed.
	 * <p>
	 * This object is created and released together with its bean. It has the same age, so
	 * the collector examines both in the same collection, which may be the next young one
	 * or an old one hours later.
	 */
	final class Current implements BeanState {

		private final long begin;

		Current(long begin) {
			this.begin = begin;
		}

		@Override
		public long begin() {
			return this.begin;
		}

		@Override
		public boolean isEndedButLive(long cycle) {
			return false;
		}

		Ended end(long end, long cycle) {
			return new Ended(this.begin, end, cycle, new WeakReference<>(this));
		}

	}

	/**
	 * The state of a bean that Spring has destroyed.
	 *
	 * @param begin the time of its creation
	 * @param end the time of its destruction
	 * @param cycle the number of reference-processing cycles by then
	 * @param sameAge an object of the same age that was released at its destruction
	 */
	record Ended(long begin, long end, long cycle, WeakReference<Current> sameAge) implements BeanState {

		/**
		 * One cycle may have been under way, one may have been noticed late, one is
		 * spare.
		 */
		private static final int CYCLES = 3;

		@Override
		public boolean isEndedButLive(long cycle) {
			return cycle - this.cycle >= CYCLES && this.sameAge.refersTo(null);
		}

	}

}
