package dev.weakref.cache;

import java.time.Duration;
import java.util.function.LongSupplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weakref.collection.Retainer;
import org.jspecify.annotations.Nullable;

/**
 * Holds the entries used most strongly. Caffeine chooses them; the index stays the truth
 * about what is in the cache.
 * <p>
 * A tick, in which Caffeine hears of one use of an entry, lasts for an eighth of the
 * maximum size in admissions: over public cache traces that costs no hits. Where entries
 * expire after their last use, a tick also ends with each {@linkplain #maintain()
 * maintenance}. Caffeine is given a longer time by as much as the last use can be later
 * than the one it has heard of, so that no entry expires early. If that time is short,
 * Caffeine hears of every use.
 */
final class StrongTier extends Retainer {

	private static final int TICKS_A_GENERATION = 8;

	private static final Duration SHORT_TIME = Duration.ofSeconds(30);

	/** A second between two maintenances, and one by which the reaper may be late. */
	private static final Duration LONGEST_TICK = Duration.ofSeconds(2);

	private final Caffeine<Object, Object> settings;

	private final int admissionsPerTick;

	private final boolean expires;

	private final boolean hearsAll;

	/** Approximate: two threads may count as one. */
	private int admissions;

	/**
	 * Made for the first value: that takes Caffeine long enough to be seen at start-up.
	 */
	private volatile @Nullable Cache<Object, Object> policy;

	StrongTier(RetainSpec limits, LongSupplier ticker) {
		this.settings = Caffeine.newBuilder().executor(Runnable::run);
		Long maximumSize = limits.maximumSize();
		this.admissionsPerTick = (int) Math.max(1, Math.min(Integer.MAX_VALUE,
				((maximumSize != null) ? maximumSize : Long.MAX_VALUE) / TICKS_A_GENERATION));
		if (maximumSize != null) {
			this.settings.maximumSize(maximumSize);
		}
		Duration afterAccess = limits.expireAfterAccess();
		this.expires = (afterAccess != null);
		this.hearsAll = (afterAccess != null && afterAccess.compareTo(SHORT_TIME) < 0);
		if (afterAccess != null) {
			this.settings.ticker(ticker::getAsLong)
				.expireAfterAccess((this.hearsAll) ? afterAccess : afterAccess.plus(LONGEST_TICK));
		}
	}

	@Override
	protected void admit(Object entry) {
		policy().put(entry, entry);
		if (++this.admissions >= this.admissionsPerTick || this.hearsAll) {
			this.admissions = 0;
			nextTick();
		}
	}

	@Override
	protected void used(Object entry) {
		policy().getIfPresent(entry);
		if (this.hearsAll) {
			nextTick();
		}
	}

	@Override
	protected void drop(Object entry) {
		policy().invalidate(entry);
	}

	/**
	 * How many entries are held, as Caffeine estimates it.
	 */
	long size() {
		Cache<Object, Object> policy = this.policy;
		return (policy != null) ? policy.estimatedSize() : 0;
	}

	/**
	 * Release what has expired or is too much. Called about once a second.
	 */
	void maintain() {
		Cache<Object, Object> policy = this.policy;
		if (policy != null) {
			if (this.expires) {
				nextTick();
			}
			policy.cleanUp();
		}
	}

	Cache<Object, Object> policy() {
		Cache<Object, Object> policy = this.policy;
		return (policy != null) ? policy : make();
	}

	private synchronized Cache<Object, Object> make() {
		Cache<Object, Object> policy = this.policy;
		if (policy == null) {
			policy = this.settings.evictionListener((entry, same, cause) -> {
				if (entry != null) {
					release(entry);
				}
			}).build();
			this.policy = policy;
		}
		return policy;
	}

}
