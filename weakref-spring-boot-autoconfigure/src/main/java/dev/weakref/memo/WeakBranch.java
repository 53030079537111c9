package dev.weakref.memo;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;

import dev.weakref.collection.CollectedListener;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.References;
import org.jspecify.annotations.Nullable;

/**
 * Forgets where an argument leads to together with the argument.
 *
 * <pre>
 *   nothing -> only step -> map
 * </pre>
 *
 * A memo of two arguments has a branch for each first one, most of which lead to one
 * result: these are spared a map.
 */
final class WeakBranch extends Branch implements CollectedListener<Object> {

	private static final VarHandle CONTENT = content(MethodHandles.lookup());

	private final MemoFamily family;

	/** A {@link ReferenceMap}, an {@link OnlyStep} or {@code null}. */
	private volatile @Nullable Object content;

	WeakBranch(MemoFamily family, Tally tally) {
		super(tally);
		this.family = family;
	}

	@Override
	@Nullable Step find(Object argument) {
		Object content = this.content;
		if (content instanceof ReferenceMap<?, ?>) {
			return map(content).get(argument);
		}
		return (content instanceof OnlyStep only && only.isAt(argument)) ? only.step : null;
	}

	@Override
	Step putIfAbsent(Object argument, Step step) {
		while (true) {
			Object content = this.content;
			if (content instanceof ReferenceMap<?, ?>) {
				Step winner = map(content).putIfAbsent(argument, step);
				return (winner != null) ? winner : step;
			}
			OnlyStep only = (OnlyStep) content;
			if (only == null || only.refersTo(null)) {
				if (replace(only,
						new OnlyStep(argument, step, this, this.family.keyEquality(), this.family.reaper()))) {
					Reference.reachabilityFence(argument);
					return step;
				}
			}
			else if (only.isAt(argument)) {
				return only.step;
			}
			else {
				makeMap(only);
			}
		}
	}

	@Override
	public long live() {
		Object content = this.content;
		if (content instanceof ReferenceMap<?, ?>) {
			return map(content).sum((step, live) -> (live) ? step.live() : 0);
		}
		return (content instanceof OnlyStep only && !only.refersTo(null)) ? only.step.live() : 0;
	}

	@Override
	long endSteps() {
		Object content = this.content;
		if (content instanceof ReferenceMap<?, ?>) {
			return map(content).sum((step, live) -> step.end());
		}
		return (content instanceof OnlyStep only) ? only.step.end() : 0;
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

	void collected(OnlyStep only) {
		replace(only, null);
		this.tally.collected(only.step.end());
	}

	/**
	 * Make a map with the only step so far. That may be ended by both, of which one
	 * counts.
	 */
	private void makeMap(OnlyStep only) {
		Object argument = only.get();
		if (argument == null) {
			return;
		}
		ReferenceMap<Object, Step> map = ReferenceMap
			.<Object, Step>builder(References.WEAK_KEYS, this.family.keyEquality())
			.reaper(this.family.reaper())
			.onCollected(this)
			.build();
		boolean kept = only.isKnown(argument);
		if (kept) {
			map.put(argument, only.step);
		}
		if (replace(only, map) && !kept) {
			this.tally.forgotten(only.step.end());
		}
		Reference.reachabilityFence(argument);
	}

	private boolean replace(@Nullable OnlyStep only, @Nullable Object content) {
		return CONTENT.compareAndSet(this, only, content);
	}

	@SuppressWarnings("unchecked")
	private static ReferenceMap<Object, Step> map(Object content) {
		return (ReferenceMap<Object, Step>) content;
	}

	private static VarHandle content(MethodHandles.Lookup lookup) {
		try {
			return lookup.findVarHandle(WeakBranch.class, "content", Object.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

}
