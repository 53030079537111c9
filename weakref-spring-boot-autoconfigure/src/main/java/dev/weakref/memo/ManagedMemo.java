package dev.weakref.memo;

import dev.weakref.Kind;
import dev.weakref.collection.KeyEquality;
import dev.weakref.directory.Managed;

/**
 * What meters and endpoint see of a memoized function. Nothing here makes an argument or
 * result strong.
 */
public interface ManagedMemo extends Managed {

	@Override
	default Kind kind() {
		return Kind.MEMO;
	}

	/**
	 * When two arguments are the same.
	 * @return the rule
	 */
	KeyEquality keyEquality();

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
