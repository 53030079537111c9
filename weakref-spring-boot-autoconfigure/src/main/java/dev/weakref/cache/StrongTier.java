package dev.weakref.cache;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weakref.collection.Retainer;
import org.jspecify.annotations.Nullable;

/**
 * Holds the most used entries strongly. Caffeine maps the node of each to its key and
 * value, and chooses which to evict. The index decides what is in the cache.
 * <p>
 * Only the first use of an entry in each tick is reported to Caffeine. A tick ends after
 * an eighth of the maximum size was admitted. In tests with public cache traces this
 * loses no hits. If entries expire after their last use, a tick also ends with each
 * {@linkplain #maintain() maintenance}. Caffeine's clock moves only in a maintenance, and
 * by no more than the longest tick. Caffeine keeps entries for that much longer, so a use
 * that was not reported still counts, even if the maintenance is late. With a short time,
 * or a ticker of the user, every use is reported to Caffeine, so the time is exact and
 * hits are slower.
 */
final class StrongTier extends Retainer {

	private static final int TICKS_A_GENERATION = 8;

	private static final Duration SHORT_TIME = Duration.ofSeconds(30);

	private static final Duration LONGEST_TICK = Duration.ofSeconds(2);

	private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE).minus(LONGEST_TICK);

	private final Caffeine<Object, Object> settings;

	private final int admissionsPerTick;

	/** Present if entries expire after their last use and the time is not exact. */
	private final @Nullable Clock clock;

	/** Makes the miniatures, if the hits of larger sizes are estimated. */
	private final @Nullable Supplier<MiniatureTiers> estimates;

	/** Approximate: two threads may count as one. */
	private int admissions;

	/**
	 * Made with the first value, because making it would slow the start of applications.
	 */
	private volatile @Nullable Cache<Object, Object> policy;

	/** Made before the policy. */
	private @Nullable MiniatureTiers miniatures;

	/**
	 * Creates the tier of a cache. The tier of a cache in front of an engine estimates no
	 * hits: it does not learn that the engine has changed an entry whose value was
	 * collected in this process.
	 */
	StrongTier(RetainSpec limits, WeakCacheBuilder<?, ?> cache) {
		this(limits, (cache.ticker != null) ? cache.ticker : System::nanoTime, cache.ticker != null || isShort(limits),
				cache.statistics && cache.backing == null, cache.expireAfterWrite);
	}

	/**
	 * Creates a tier.
	 * @param exact whether an entry is released at its very time
	 * @param estimates whether to estimate the hits of larger sizes, unless the policy is
	 * told of every use
	 * @param expireAfterWrite how long a value is valid in the cache
	 */
	StrongTier(RetainSpec limits, LongSupplier ticker, boolean exact, boolean estimates,
			@Nullable Duration expireAfterWrite) {
		super(exact && limits.expireAfterAccess() != null);
		Duration access = limits.expireAfterAccess();
		this.clock = (access != null && !exact) ? new Clock(ticker) : null;
		LongSupplier time = (this.clock != null) ? this.clock::now : ticker;
		Duration kept = (access != null && this.clock != null && access.compareTo(FOR_EVER) < 0)
				? access.plus(LONGEST_TICK) : access;
		Long maximumSize = limits.maximumSize();
		this.settings = settings(maximumSize, kept, null, time);
		this.admissionsPerTick = (maximumSize != null)
				? (int) Math.min(Integer.MAX_VALUE, Math.max(1, maximumSize / TICKS_A_GENERATION)) : Integer.MAX_VALUE;
		this.estimates = (estimates && maximumSize != null && (access == null || !exact))
				? () -> new MiniatureTiers(maximumSize, (size) -> settings(size, kept, expireAfterWrite, time).build())
				: null;
	}

	private static Caffeine<Object, Object> settings(@Nullable Long maximumSize, @Nullable Duration expireAfterAccess,
			@Nullable Duration expireAfterWrite, LongSupplier ticker) {
		Caffeine<Object, Object> settings = Caffeine.newBuilder().executor(Runnable::run).ticker(ticker::getAsLong);
		if (maximumSize != null) {
			settings.maximumSize(maximumSize);
		}
		if (expireAfterAccess != null) {
			settings.expireAfterAccess(expireAfterAccess);
		}
		if (expireAfterWrite != null) {
			settings.expireAfterWrite(expireAfterWrite);
		}
		return settings;
	}

	private static boolean isShort(RetainSpec limits) {
		Duration afterAccess = limits.expireAfterAccess();
		return afterAccess != null && afterAccess.compareTo(SHORT_TIME) < 0;
	}

	@Override
	protected void admit(Object entry, Object referents) {
		policy().asMap().compute(entry, (same, present) -> admitted(entry) ? referents : null);
		if (++this.admissions >= this.admissionsPerTick) {
			this.admissions = 0;
			nextTick();
		}
		MiniatureTiers miniatures = this.miniatures;
		if (miniatures != null) {
			miniatures.used(hash(entry));
		}
	}

	@Override
	protected void foundWeakly(Object entry) {
		MiniatureTiers miniatures = miniatures();
		if (miniatures != null) {
			miniatures.foundWeakly(hash(entry));
		}
	}

	@Override
	protected boolean used(Object entry) {
		boolean retained = policy().getIfPresent(entry) != null;
		MiniatureTiers miniatures = this.miniatures;
		if (miniatures != null && retained) {
			miniatures.used(hash(entry));
		}
		return retained;
	}

	@Override
	protected @Nullable Object drop(Object entry) {
		Cache<Object, Object> policy = this.policy;
		return (policy != null) ? policy.asMap().remove(entry) : null;
	}

	/**
	 * Returns the number of retained entries, as Caffeine estimates it.
	 */
	long size() {
		Cache<Object, Object> policy = this.policy;
		return (policy != null) ? policy.estimatedSize() : 0;
	}

	/**
	 * Returns the miniatures if there is a value and larger sizes are estimated.
	 */
	@Nullable MiniatureTiers miniatures() {
		return (this.policy != null) ? this.miniatures : null;
	}

	/**
	 * Releases expired and surplus entries. Called about once a second.
	 */
	void maintain() {
		Cache<Object, Object> policy = this.policy;
		if (policy != null) {
			if (this.clock != null) {
				this.clock.move();
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
			this.miniatures = (this.estimates != null) ? this.estimates.get() : null;
			policy = this.settings.evictionListener((entry, referents, cause) -> {
				if (entry != null) {
					evicted(entry);
				}
			}).build();
			this.policy = policy;
		}
		return policy;
	}

	/**
	 * A clock that moves with each maintenance only.
	 */
	private static final class Clock {

		private final LongSupplier ticker;

		private long lastMove;

		private volatile long now;

		Clock(LongSupplier ticker) {
			this.ticker = ticker;
			this.lastMove = ticker.getAsLong();
		}

		synchronized void move() {
			long time = this.ticker.getAsLong();
			this.now += Math.min(time - this.lastMove, LONGEST_TICK.toNanos());
			this.lastMove = time;
		}

		long now() {
			return this.now;
		}

	}

}
