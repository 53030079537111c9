package dev.weakref.cache;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongFunction;

import com.github.benmanes.caffeine.cache.Cache;

/**
 * Estimates how many hits a strong tier would give with other maximum sizes. It simulates
 * these tiers in miniature: they follow a sample of the keys, chosen by hash code, and
 * their sizes are smaller by the same factor. The method is that of Waldspurger et al.,
 * <i>Cache Modeling and Optimization using Miniature Simulations</i> (2017).
 * <p>
 * The hits of the tier itself are counted elsewhere. Here only the differences are: a use
 * that another size would have made a hit, or a miss. So a hit that the tier is not told
 * of, which is a hit with every size, costs nothing. The other uses of a key in the
 * sample cost a search in each miniature. All miniatures together have at most 464
 * entries, each a hash code.
 */
final class MiniatureTiers {

	/** The maximum size of the tier in the sample, at most. */
	private static final int SAMPLE = 32;

	private static final int GOLDEN_RATIO = 0x9E3779B9;

	private final long maximumSize;

	/** One of two to this power of the keys is in the sample. */
	private final int power;

	private final List<Miniature> miniatures = new ArrayList<>();

	/**
	 * Creates the miniatures of a tier.
	 * @param maximumSize the maximum size of the tier
	 * @param policies creates the policy of a tier, given its maximum size
	 */
	MiniatureTiers(long maximumSize, LongFunction<Cache<Object, Object>> policies) {
		this.maximumSize = maximumSize;
		this.power = Math.min(Integer.SIZE - 1, Long.SIZE - Long.numberOfLeadingZeros((maximumSize - 1) / SAMPLE));
		for (double factor : new double[] { 0.5, 2, 4, 8 }) {
			long size = (long) (factor * maximumSize);
			if (size > 0) {
				this.miniatures.add(new Miniature(size, policies.apply(Math.max(1, size >> this.power))));
			}
		}
	}

	/**
	 * Notes the use of a key whose entry the tier retains.
	 */
	void used(int hash) {
		if (isInSample(hash)) {
			for (Miniature miniature : this.miniatures) {
				if (!miniature.use(hash)) {
					miniature.moreHits.decrement();
				}
			}
		}
	}

	/**
	 * Notes the use of a key whose entry the tier does not retain.
	 */
	void missed(int hash) {
		if (isInSample(hash)) {
			for (Miniature miniature : this.miniatures) {
				if (miniature.use(hash)) {
					miniature.moreHits.increment();
				}
			}
		}
	}

	/**
	 * Removes a key whose entry was removed or replaced.
	 */
	void removed(int hash) {
		if (isInSample(hash)) {
			for (Miniature miniature : this.miniatures) {
				miniature.policy.invalidate(hash);
			}
		}
	}

	private boolean isInSample(int hash) {
		return this.power == 0 || (hash * GOLDEN_RATIO) >>> (Integer.SIZE - this.power) == 0;
	}

	/**
	 * Returns the estimates, the smallest size first.
	 * @param hits the number of hits that the tier has given
	 * @param lookUps the number of look-ups
	 */
	List<SizeEstimate> estimates(long hits, long lookUps) {
		List<SizeEstimate> estimates = new ArrayList<>();
		estimates.add(new SizeEstimate(this.maximumSize, hits));
		for (Miniature miniature : this.miniatures) {
			long estimate = hits + (miniature.moreHits.sum() << this.power);
			estimates.add(new SizeEstimate(miniature.maximumSize, Math.max(0, Math.min(estimate, lookUps))));
		}
		estimates.sort(Comparator.comparingLong(SizeEstimate::maximumSize));
		return Collections.unmodifiableList(estimates);
	}

	/**
	 * A tier of another size.
	 */
	private static final class Miniature {

		final long maximumSize;

		final Cache<Object, Object> policy;

		/** How many more hits there are in the sample than with the present size. */
		final LongAdder moreHits = new LongAdder();

		Miniature(long maximumSize, Cache<Object, Object> policy) {
			this.maximumSize = maximumSize;
			this.policy = policy;
		}

		/**
		 * Returns whether the key is retained, and retains it otherwise.
		 */
		boolean use(Integer hash) {
			return this.policy.asMap().putIfAbsent(hash, hash) != null;
		}

	}

}
