package dev.weakref.memo;

import dev.weakref.Kind;
import dev.weakref.collection.KeyEquality;
import dev.weakref.directory.Managed;

/**
 * A memoized function as endpoint and meters show it. No method makes an argument or a
 * result strong.
 */
public interface ManagedMemo extends Managed {

	@Override
	default Kind kind() {
		return Kind.MEMO;
	}

	/**
	 * Returns the rule by which arguments compare.
	 * @return the rule
	 */
	KeyEquality keyEquality();

	/**
	 * Returns the counters.
	 * @return a snapshot
	 */
	MemoStatistics statistics();

	/**
	 * Forgets all results.
	 */
	void forgetAll();

}
