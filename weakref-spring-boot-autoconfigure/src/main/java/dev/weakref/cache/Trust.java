package dev.weakref.cache;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import dev.weakref.cache.BackingStatistics.State;
import org.jspecify.annotations.Nullable;

/**
 * Decides which local values of a cache may be returned, by what the channel of its
 * engine reports.
 * <p>
 * Keys share a fixed number of <em>generations</em>, by their hash. The version of a
 * value contains the generation that its key had before the engine was read. A reported
 * change increments the generation and so ends all earlier versions, including those that
 * are being read. A value that was read before a change and arrives after it is never
 * current. If two keys share a generation, a change of one only costs another read of the
 * other.
 * <p>
 * The <em>epoch</em> ends all versions of all keys. It is even while all changes are
 * reported, and odd while the channel is lost.
 */
final class Trust implements InvalidationChannel.Sink {

	/** 256 KiB; a power of two. */
	private static final int GENERATIONS = 1 << 16;

	private static final long NEVER = Long.MAX_VALUE;

	final LongAdder invalidations = new LongAdder();

	final LongAdder flushes = new LongAdder();

	private final AtomicIntegerArray generations = new AtomicIntegerArray(GENERATIONS);

	private final LongSupplier ticker;

	/** How long a value is used after it was read, or {@link #NEVER} for ever. */
	private final long keepNanos;

	/** How long a value without the engine is used. */
	private final long provisionalNanos;

	/** How long values are used after a loss, or 0. */
	private final long serveLocalNanos;

	private volatile long epoch;

	private volatile long lostAt;

	private volatile long losses;

	private boolean closed;

	/** 0 if there was no proof. */
	private volatile long verifiedAt;

	Trust(BackingSpec spec, @Nullable Duration expireAfterWrite, LongSupplier ticker) {
		this.ticker = ticker;
		long staleness = nanos(spec.maxStaleness);
		this.provisionalNanos = (staleness != NEVER) ? staleness : TimeUnit.SECONDS.toNanos(2);
		this.keepNanos = Math.min(nanos(expireAfterWrite), (spec.channel == null) ? staleness : NEVER);
		this.serveLocalNanos = (spec.whenLost == BackingSpec.WhenLost.SERVE_LOCAL) ? nanos(spec.serveLocalFor) : 0;
		this.epoch = (spec.channel == null) ? 0 : 1;
		this.lostAt = ticker.getAsLong() - this.serveLocalNanos;
	}

	private static long nanos(@Nullable Duration time) {
		return (time != null) ? TimeUnit.NANOSECONDS.convert(time) : NEVER;
	}

	/**
	 * Returns the version that a value has if the engine is read from now on.
	 */
	Version version(Object engineKey) {
		long epoch = this.epoch;
		int index = index(engineKey);
		return new Version(this, epoch, index, this.generations.get(index), deadline(this.keepNanos), 0, 0, false);
	}

	/**
	 * Returns the place of a key's generation: the highest bits of its hash, times the
	 * golden ratio.
	 */
	private static int index(Object engineKey) {
		return (engineKey.hashCode() * 0x9E3779B9) >>> (Integer.SIZE - Integer.numberOfTrailingZeros(GENERATIONS));
	}

	/**
	 * Ends a version, because this process is changing its entry.
	 * @return the version of the changed entry
	 */
	Version next(Version version) {
		int generation = this.generations.incrementAndGet(version.index());
		// If the generation was incremented by more than one, a change was reported
		// meanwhile, maybe this one: the version is newer than earlier ones, but not
		// current
		return version.with((generation == version.generation() + 1) ? generation : generation - 1);
	}

	/**
	 * Returns the version of a value that did not come from the engine.
	 */
	Version provisional(Version version) {
		return new Version(this, version.epoch(), version.index(), version.generation(),
				deadline(Math.min(this.keepNanos, this.provisionalNanos)), 0, 0, true);
	}

	private long deadline(long nanos) {
		return (nanos != NEVER) ? this.ticker.getAsLong() + nanos : NEVER;
	}

	boolean isCurrent(Version version) {
		long epoch = this.epoch;
		return version.generation() == this.generations.get(version.index())
				&& ((version.epoch() == epoch && ((epoch & 1) == 0 || version.isProvisional()))
						|| isServedLocally(version, epoch))
				&& (version.deadline() == NEVER || this.ticker.getAsLong() - version.deadline() < 0);
	}

	/**
	 * Returns whether the entry has not changed since the version was made, as far as is
	 * known.
	 */
	boolean isUnchanged(Version version) {
		return version.epoch() == this.epoch && version.generation() == this.generations.get(version.index());
	}

	private boolean isServedLocally(Version version, long epoch) {
		return this.serveLocalNanos != 0 && (epoch & 1) != 0 && epoch - version.epoch() <= 1
				&& this.ticker.getAsLong() - this.lostAt < this.serveLocalNanos;
	}

	@Override
	public void invalidated(Object engineKey) {
		this.invalidations.increment();
		this.generations.incrementAndGet(index(engineKey));
	}

	@Override
	public void invalidatedAll() {
		this.flushes.increment();
		forgetAll();
	}

	/**
	 * Ends all versions.
	 */
	synchronized void forgetAll() {
		this.epoch += 2;
	}

	@Override
	public synchronized void lost() {
		if ((this.epoch & 1) == 0) {
			this.lostAt = this.ticker.getAsLong();
			this.losses++;
			this.epoch++;
		}
	}

	@Override
	public synchronized void restored() {
		if (!this.closed) {
			this.verifiedAt = this.ticker.getAsLong();
			this.epoch = (this.epoch | 1) + 1;
		}
	}

	@Override
	public void verified() {
		this.verifiedAt = this.ticker.getAsLong();
	}

	/**
	 * Trusts no value any more.
	 */
	synchronized void close() {
		this.closed = true;
		this.epoch = (this.epoch + 2) | 1;
	}

	State state() {
		if ((this.epoch & 1) == 0) {
			return State.TRUSTED;
		}
		return (this.ticker.getAsLong() - this.lostAt < this.serveLocalNanos) ? State.SERVING_LOCAL : State.LOST;
	}

	long losses() {
		return this.losses;
	}

	long verifiedMillisAgo() {
		long verifiedAt = this.verifiedAt;
		return (verifiedAt != 0) ? TimeUnit.NANOSECONDS.toMillis(this.ticker.getAsLong() - verifiedAt) : -1;
	}

}
