package dev.weakref.memo;

import org.jspecify.annotations.Nullable;

/**
 * Where the ways part by one argument.
 */
abstract sealed class Branch implements Step permits WeakBranch, LastingBranch {

	/**
	 * Where an argument leads to.
	 */
	abstract @Nullable Step find(Object argument);

	/**
	 * Add a step, unless another thread has been faster.
	 * @return the step that is there
	 */
	abstract Step add(Object argument, Step step);

}
