package dev.weakref.spring.bean;

import java.lang.ref.WeakReference;

/**
 * What is known of a tracked bean, without holding it.
 */
sealed interface Life {

	/**
	 * When the bean was made, in {@link System#nanoTime()}.
	 */
	long begin();

	/**
	 * Whether the bean has ended, and would have been collected by now if nobody held it.
	 * @param cycle how many reference-processing cycles there have been by now
	 */
	boolean isEndedButLive(long cycle);

	/**
	 * Spring has not destroyed the bean.
	 * <p>
	 * Such an object is made and let go together with its bean. It has the same age, so
	 * the collector comes to it when it comes to the bean, be that in the next young
	 * collection or in an old one hours later.
	 */
	final class Current implements Life {

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
	 * Spring has destroyed the bean.
	 *
	 * @param begin when the bean was made
	 * @param end when it was destroyed
	 * @param cycle how many reference-processing cycles there had been by then
	 * @param twin what is as old as the bean and was let go when it was destroyed
	 */
	record Ended(long begin, long end, long cycle, WeakReference<Current> twin) implements Life {

		/**
		 * One that was under way, one that was noticed late, and one for good measure.
		 */
		private static final int GRACE = 3;

		@Override
		public boolean isEndedButLive(long cycle) {
			return cycle - this.cycle >= GRACE && this.twin.refersTo(null);
		}

	}

}
