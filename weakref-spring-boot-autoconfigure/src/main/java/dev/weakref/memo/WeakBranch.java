package dev.weakref.memo;

import dev.weakref.collection.CollectedListener;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.References;
import org.jspecify.annotations.Nullable;

/**
 * Forgets where an argument leads to together with the argument.
 */
final class WeakBranch extends Branch implements CollectedListener<Object> {

	private final ReferenceMap<Object, Step> steps;

	private final Tally tally;

	WeakBranch(MemoFamily family, Tally tally) {
		this.tally = tally;
		this.steps = ReferenceMap.<Object, Step>builder(References.WEAK_KEYS, family.keyEquality())
			.reaper(family.reaper())
			.onCollected(this)
			.build();
	}

	@Override
	@Nullable Step find(Object argument) {
		return this.steps.get(argument);
	}

	@Override
	Step add(Object argument, Step step) {
		Step winner = this.steps.putIfAbsent(argument, step);
		return (winner != null) ? winner : step;
	}

	@Override
	public long live() {
		return this.steps.sum((step, live) -> (live) ? step.live() : 0);
	}

	@Override
	public long end() {
		return this.steps.sum((step, live) -> step.end());
	}

	@Override
	public void collected(@Nullable Object key, @Nullable Object step) {
		if (step instanceof Step gone) {
			this.tally.collected(gone.end());
		}
	}

	@Override
	public void collected(@Nullable Object key) {
		collected(key, null);
	}

}
