package dev.weakref.memo;

import org.jspecify.annotations.Nullable;

/**
 * Where the ways part by one argument.
 */
abstract sealed class Branch implements Step permits WeakBranch, LastingBranch {

	final Tally tally;

	private volatile boolean ended;

	Branch(Tally tally) {
		this.tally = tally;
	}

	/**
	 * Where an argument leads to.
	 */
	abstract @Nullable Step find(Object argument);

	/**
	 * Add a step, unless another thread has been faster. What comes into a branch that
	 * has ended, on whose way somebody still was, ends at once.
	 * @return the step that is there
	 */
	final Step add(Object argument, Step step) {
		Step winner = putIfAbsent(argument, step);
		if (this.ended) {
			this.tally.forgotten(winner.end());
		}
		return winner;
	}

	@Override
	public final long end() {
		this.ended = true;
		return endSteps();
	}

	/**
	 * Put a step where there is none.
	 * @return the step that is there
	 */
	abstract Step putIfAbsent(Object argument, Step step);

	abstract long endSteps();

}
