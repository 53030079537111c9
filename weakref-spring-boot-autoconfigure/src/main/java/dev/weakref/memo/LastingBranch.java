package dev.weakref.memo;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.jspecify.annotations.Nullable;

/**
 * Holds its arguments, which are those that are never collected or shared by value, and
 * compares them by equality: their identity means nothing. There is at most one such
 * branch on each way, and it is the last, so that it goes with the arguments before it.
 */
final class LastingBranch extends Branch {

	private final ConcurrentMap<Object, Step> steps = new ConcurrentHashMap<>();

	LastingBranch(Tally tally) {
		super(tally);
	}

	@Override
	@Nullable Step find(Object arguments) {
		return this.steps.get(arguments);
	}

	@Override
	Step putIfAbsent(Object arguments, Step step) {
		Step winner = this.steps.putIfAbsent(arguments, step);
		return (winner != null) ? winner : step;
	}

	long size() {
		return this.steps.size();
	}

	@Override
	public long live() {
		return this.steps.values().stream().mapToLong(Step::live).sum();
	}

	@Override
	long endSteps() {
		return this.steps.values().stream().mapToLong(Step::end).sum();
	}

}
