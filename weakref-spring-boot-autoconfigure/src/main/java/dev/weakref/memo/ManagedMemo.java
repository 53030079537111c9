package dev.weakref.memo;

import dev.weakref.collection.KeyEquality;

/**
 * What meters and endpoint see of a memoized function. Nothing here makes an argument or
 * result strong.
 */
public interface ManagedMemo {

	/**
	 * The name of the function.
	 * @return the name
	 */
	String name();

	/**
	 * When two arguments are the same.
	 * @return the rule
	 */
	KeyEquality keyEquality();

	/**
	 * How many results are remembered whose arguments are live, counted one by one.
	 * O(results).
	 * @return the number at some moment during the call
	 */
	long liveCount();

	/**
	 * How many results are remembered, counting those that have not been drained.
	 * @return an upper bound of the live ones
	 */
	long estimatedSize();

	/**
	 * What has been asked for so far.
	 * @return a snapshot
	 */
	MemoStatistics statistics();

	/**
	 * Forget all results.
	 */
	void forgetAll();

}
