package dev.weakref.cache;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weakref.collection.Retainer;
import org.jspecify.annotations.Nullable;

/**
 * Holds the most used entries strongly. Caffeine maps the node of each to its key and
 * value, and chooses which to evict. The index decides what is in the cache.
 * <p>
 * Caffeine is told of one use of an entry in each tick. A tick ends after an eighth of
 * the maximum size was admitted, which costs no hits over public cache traces. If entries
 * expire after their last use, a tick also ends with each {@linkplain #maintain()
 * maintenance}. Only then Caffeine's clock moves, and by no more than the longest tick.
 * Caffeine keeps entries for that much longer, so a use that it was not told of still
 * counts, even if the maintenance is late. With a short time, or a ticker of the user,
 * Caffeine is told of every use, so the time is exact and hits are slower.
 */
final class StrongTier extends Retainer {

	private static final int TICKS_A_GENERATION = 8;

	private static final Duration SHORT_TIME = Duration.ofSeconds(30);

	private static final Duration LONGEST_TICK = Duration.ofSeconds(2);

	private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE).minus(LONGEST_TICK);

	private final @Nullable Long maximumSize;

	private final @Nullable Duration expireAfterAccess;

	private final LongSupplier ticker;

	private final int admissionsPerTick;

	/** Present if entries expire and the time is not exact. */
	private final @Nullable Clock clock;

	private final boolean estimates;

	/** Approximate: two threads may count as one. */
	private int admissions;

	/**
	 * Made with the first value, because making it would slow the start of applications.
	 */
	private volatile @Nullable Cache<Object, Object> policy;

	/** Made before the policy, if sizes are estimated. */
	private @Nullable MiniatureTiers miniatures;

	/**
	 * Creates a tier.
	 * @param ticker measures time, or {@code null} for {@link System#nanoTime()}
	 * @param estimates whether to estimate the hits of other sizes
	 */
	StrongTier(RetainSpec limits, @Nullable LongSupplier ticker, boolean estimates) {
		this(limits, (ticker != null) ? ticker : System::nanoTime, ticker != null || isShort(limits), estimates);
	}

	StrongTier(RetainSpec limits, LongSupplier ticker, boolean exact, boolean estimates) {
		super(exact && limits.expireAfterAccess() != null);
		this.maximumSize = limits.maximumSize();
		this.expireAfterAccess = limits.expireAfterAccess();
		this.clock = (this.expireAfterAccess != null && !exact) ? new Clock(ticker) : null;
		this.ticker = (this.clock != null) ? this.clock::now : ticker;
		this.admissionsPerTick = (this.maximumSize != null)
				? (int) Math.min(Integer.MAX_VALUE, Math.max(1, this.maximumSize / TICKS_A_GENERATION))
				: Integer.MAX_VALUE;
		this.estimates = estimates && this.maximumSize != null && (this.expireAfterAccess == null || !exact);
	}

	private static boolean isShort(RetainSpec limits) {
		Duration afterAccess = limits.expireAfterAccess();
		return afterAccess != null && afterAccess.compareTo(SHORT_TIME) < 0;
	}

	@Override
	protected void admit(Object entry, Object referents) {
		Cache<Object, Object> policy = policy();
		MiniatureTiers miniatures = this.miniatures;
		if (miniatures != null) {
			miniatures.missed(hash(entry));
		}
		policy.asMap().compute(entry, (same, present) -> admitted(entry) ? referents : null);
		if (++this.admissions >= this.admissionsPerTick) {
			this.admissions = 0;
			nextTick();
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
		MiniatureTiers miniatures = this.miniatures;
		if (policy != null && miniatures != null) {
			miniatures.removed(hash(entry));
		}
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
	 * Returns the hits that this and other maximum sizes would have given, as far as they
	 * can be estimated.
	 * @param hits the number of hits that the tier has given
	 * @param lookUps the number of look-ups
	 */
	List<SizeEstimate> estimates(long hits, long lookUps) {
		MiniatureTiers miniatures = (this.policy != null) ? this.miniatures : null;
		return (miniatures != null) ? miniatures.estimates(hits, lookUps) : List.of();
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
			if (this.estimates && this.maximumSize != null) {
				this.miniatures = new MiniatureTiers(this.maximumSize, (size) -> settings(size).build());
			}
			policy = settings(this.maximumSize).evictionListener((entry, referents, cause) -> {
				if (entry != null) {
					evicted(entry);
				}
			}).build();
			this.policy = policy;
		}
		return policy;
	}

	private Caffeine<Object, Object> settings(@Nullable Long maximumSize) {
		Caffeine<Object, Object> settings = Caffeine.newBuilder().executor(Runnable::run);
		if (maximumSize != null) {
			settings.maximumSize(maximumSize);
		}
		Duration time = this.expireAfterAccess;
		if (time != null) {
			boolean early = this.clock != null && time.compareTo(FOR_EVER) < 0;
			settings.ticker(this.ticker::getAsLong).expireAfterAccess((early) ? time.plus(LONGEST_TICK) : time);
		}
		return settings;
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
