package dev.weakref.memo;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

import dev.weakref.Internal;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.WeakSet;
import dev.weakref.reaper.Reaper;
import dev.weakref.singleflight.Claims;
import dev.weakref.singleflight.Outcome;
import dev.weakref.singleflight.RecursiveComputationException;
import dev.weakref.suitability.LastingObjects;
import dev.weakref.suitability.Suitability;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memos of one name, such as those of the instances of a bean. They share their name
 * and counters, but no results. The caller must hold a memo, as the family does not.
 *
 * @hidden
 */
@Internal
public final class MemoFamily implements ManagedMemo {

	private static final Logger logger = LoggerFactory.getLogger(MemoFamily.class);

	/** As many results that are never collected are worth a warning. */
	private static final int MANY = 10_000;

	private final LongAdder hits = new LongAdder();

	private final LongAdder misses = new LongAdder();

	private final LongAdder failures = new LongAdder();

	private final LongAdder collected = new LongAdder();

	private final AtomicBoolean captureReported = new AtomicBoolean();

	private final AtomicBoolean growthReported = new AtomicBoolean();

	private final WeakSet<Memo<?>> memos = WeakSet.identity();

	private final String name;

	private final int arity;

	private final KeyEquality keyEquality;

	private final Reaper reaper;

	private final Claims<Outcome<@Nullable Object>> claims;

	MemoFamily(String name, int arity, KeyEquality keyEquality, Reaper reaper,
			Claims<Outcome<@Nullable Object>> claims) {
		if (arity > Long.SIZE) {
			throw new IllegalArgumentException(
					"'" + name + "' has " + arity + " arguments, of which there can be " + Long.SIZE + " at most");
		}
		this.name = name;
		this.arity = arity;
		this.keyEquality = keyEquality;
		this.reaper = reaper;
		this.claims = claims;
	}

	/**
	 * Creates a memo.
	 * @param <R> the type of its results
	 * @return an empty memo, which the caller must hold
	 */
	public <R> Memo<R> create() {
		MemoCounters counters = new MemoCounters(this.collected);
		Memo<R> memo = new Memo<>(this, counters);
		this.memos.add(memo);
		this.reaper.onCollected(memo, counters::memoCollected);
		return memo;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public KeyEquality keyEquality() {
		return this.keyEquality;
	}

	@Override
	public long liveCount() {
		return this.memos.stream().mapToLong(Memo::live).sum();
	}

	@Override
	public long estimatedSize() {
		return this.memos.stream().mapToLong(Memo::estimatedSize).sum();
	}

	@Override
	public long collectedCount() {
		return this.collected.sum();
	}

	@Override
	public MemoStatistics statistics() {
		return new MemoStatistics(this.hits.sum(), this.misses.sum(), this.failures.sum(), this.collected.sum());
	}

	@Override
	public void forgetAll() {
		this.memos.forEach(Memo::forgetAll);
	}

	/**
	 * Returns name and numbers, and nothing of arguments or results.
	 */
	@Override
	public String toString() {
		return "Memo[" + this.name + ", estimatedSize=" + estimatedSize() + "]";
	}

	int arity() {
		return this.arity;
	}

	Reaper reaper() {
		return this.reaper;
	}

	Suitability suitability() {
		return this.reaper.suitability();
	}

	Claims<Outcome<@Nullable Object>> claims() {
		return this.claims;
	}

	void hit() {
		this.hits.increment();
	}

	void miss() {
		this.misses.increment();
	}

	@Nullable Object run(Computation<?, ?> computation) throws Throwable {
		try {
			return computation.compute();
		}
		catch (Throwable ex) {
			this.failures.increment();
			throw ex;
		}
	}

	RecursiveComputationException recursion() {
		return new RecursiveComputationException("The result of '" + this.name + "'", this.name);
	}

	/**
	 * Warns, once each, of results that hold an argument and of results that are never
	 * collected.
	 */
	void check(@Nullable Object value, @Nullable Object[] arguments, long lastingLeaves) {
		if (value != null && !this.captureReported.get()) {
			for (Object argument : arguments) {
				if (argument != null) {
					checkCapture(value, argument);
				}
			}
		}
		if (lastingLeaves >= MANY && suitability().lastingObjects() != LastingObjects.ALLOW
				&& this.growthReported.compareAndSet(false, true)) {
			logger.warn("'{}' remembers {} results whose arguments are never collected, so that it keeps them; "
					+ "a cache with a limit may suit it better", this.name, lastingLeaves);
		}
	}

	private void checkCapture(Object value, Object argument) {
		String place = suitability().isLasting(argument) ? null : suitability().findCapture(value, argument);
		if (place != null && this.captureReported.compareAndSet(false, true)) {
			logger.warn("The result of '{}', a {}, holds an argument, a {}, {}: it is remembered for as long as that "
					+ "lives, so neither is ever collected. Let the result refer to it weakly, or do not memoize it",
					this.name, value.getClass().getName(), argument.getClass().getName(), place);
		}
	}

}
