package dev.weakref.cache;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what a cache does.
 */
final class Counters {

	final LongAdder hits = new LongAdder();

	final LongAdder weakHits = new LongAdder();

	final LongAdder misses = new LongAdder();

	final LongAdder puts = new LongAdder();

	final LongAdder loads = new LongAdder();

	final LongAdder loadFailures = new LongAdder();

	final LongAdder loadNanos = new LongAdder();

}
