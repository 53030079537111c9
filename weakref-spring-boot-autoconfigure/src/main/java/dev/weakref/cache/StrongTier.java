package dev.weakref.cache;

import java.time.Duration;
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

	private final Caffeine<Object, Object> settings;

	private final int admissionsPerTick;

	/** Present if the time is not exact. */
	private final @Nullable Clock clock;

	/** Approximate: two threads may count as one. */
	private int admissions;

	/**
	 * Made with the first value, because making it would slow the start of applications.
	 */
	private volatile @Nullable Cache<Object, Object> policy;

	/**
	 * Creates a tier.
	 * @param ticker measures time, or {@code null} for {@link System#nanoTime()}
	 */
	StrongTier(RetainSpec limits, @Nullable LongSupplier ticker) {
		this(limits, (ticker != null) ? ticker : System::nanoTime, ticker != null || isShort(limits));
	}

	StrongTier(RetainSpec limits, LongSupplier ticker, boolean exact) {
		super(exact && limits.expireAfterAccess() != null);
		this.settings = Caffeine.newBuilder().executor(Runnable::run);
		Long maximumSize = limits.maximumSize();
		this.admissionsPerTick = (maximumSize != null)
				? (int) Math.min(Integer.MAX_VALUE, Math.max(1, maximumSize / TICKS_A_GENERATION)) : Integer.MAX_VALUE;
		if (maximumSize != null) {
			this.settings.maximumSize(maximumSize);
		}
		Duration afterAccess = limits.expireAfterAccess();
		this.clock = (afterAccess != null && !exact) ? new Clock(ticker) : null;
		if (afterAccess != null) {
			expireAfterAccess(afterAccess, ticker);
		}
	}

	private void expireAfterAccess(Duration time, LongSupplier ticker) {
		Clock clock = this.clock;
		if (clock == null) {
			this.settings.ticker(ticker::getAsLong).expireAfterAccess(time);
		}
		else {
			this.settings.ticker(clock::now)
				.expireAfterAccess((time.compareTo(FOR_EVER) < 0) ? time.plus(LONGEST_TICK) : time);
		}
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
	}

	@Override
	protected boolean used(Object entry) {
		return policy().getIfPresent(entry) != null;
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
