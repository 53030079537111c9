package dev.weakref.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongFunction;

import com.github.benmanes.caffeine.cache.Cache;

/**
 * Estimates how many hits a larger strong tier would give. It simulates tiers of two,
 * four and eight times the maximum size in miniature: they follow a sample of the keys,
 * chosen by hash code, and their sizes are smaller by the same factor. The method is that
 * of Waldspurger et al., <i>Cache Modeling and Optimization using Miniature
 * Simulations</i> (2017).
 * <p>
 * A miniature answers one question: would the larger tier have retained the key of this
 * look-up? It is asked for misses and for weak hits only, since a larger tier retains
 * what the present one does. So a hit that is not reported to the policy costs nothing
 * here. All miniatures together have at most 448 entries, each of them a hash code. Keys
 * with equal hash codes are one key.
 */
final class MiniatureTiers {

	/** The most entries of the tier that are in the sample. */
	private static final int SAMPLE = 32;

	/** How many times larger the largest simulated tier is. */
	private static final long LARGEST_FACTOR = 8;

	/** The minimum number of look-ups in the sample for an estimate. */
	private static final long ENOUGH_LOOK_UPS = 100;

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
		for (long factor = 2; factor <= LARGEST_FACTOR && maximumSize <= Long.MAX_VALUE / factor; factor *= 2) {
			long size = factor * maximumSize;
			this.miniatures.add(new Miniature(size, policies.apply(size >> this.power)));
		}
	}

	/**
	 * Notes a look-up that found no value.
	 */
	void missed(int hash) {
		if (isInSample(hash)) {
			for (Miniature miniature : this.miniatures) {
				if (miniature.retains(hash)) {
					miniature.hits.increment();
				}
			}
		}
	}

	/**
	 * Notes a look-up that found a value that is not retained.
	 */
	void foundWeakly(int hash) {
		if (isInSample(hash)) {
			for (Miniature miniature : this.miniatures) {
				if (miniature.retains(hash)) {
					miniature.retainedHits.increment();
				}
			}
		}
	}

	/**
	 * Has each miniature retain a key that is stored or used.
	 */
	void used(int hash) {
		if (isInSample(hash)) {
			for (Miniature miniature : this.miniatures) {
				miniature.policy.asMap().putIfAbsent(hash, hash);
			}
		}
	}

	void removed(int hash) {
		if (isInSample(hash)) {
			for (Miniature miniature : this.miniatures) {
				miniature.policy.invalidate(hash);
			}
		}
	}

	void removedAll() {
		for (Miniature miniature : this.miniatures) {
			miniature.policy.invalidateAll();
		}
	}

	private boolean isInSample(int hash) {
		return this.power == 0 || (hash * GOLDEN_RATIO) >>> (Integer.SIZE - this.power) == 0;
	}

	/**
	 * Returns the counted hits of the present size and the estimates for the larger ones,
	 * or an empty list after too few look-ups.
	 */
	List<SizeEstimate> estimates(WeakCacheStatistics counts) {
		long lookUps = counts.hits() + counts.misses();
		List<SizeEstimate> estimates = new ArrayList<>();
		if (lookUps >> this.power >= ENOUGH_LOOK_UPS) {
			estimates.add(new SizeEstimate(this.maximumSize, counts.hits(), counts.weakHits()));
			for (Miniature miniature : this.miniatures) {
				long hits = counts.hits() + (miniature.hits.sum() << this.power);
				long weakHits = counts.weakHits() - (miniature.retainedHits.sum() << this.power);
				estimates.add(new SizeEstimate(miniature.maximumSize, Math.min(hits, lookUps), Math.max(0, weakHits)));
			}
		}
		return estimates;
	}

	/**
	 * A larger tier.
	 */
	private static final class Miniature {

		final long maximumSize;

		final Cache<Object, Object> policy;

		/** The misses that would have been hits. */
		final LongAdder hits = new LongAdder();

		/** The weak hits whose value would have been retained. */
		final LongAdder retainedHits = new LongAdder();

		Miniature(long maximumSize, Cache<Object, Object> policy) {
			this.maximumSize = maximumSize;
			this.policy = policy;
		}

		boolean retains(Integer hash) {
			return this.policy.asMap().containsKey(hash);
		}

	}

}
