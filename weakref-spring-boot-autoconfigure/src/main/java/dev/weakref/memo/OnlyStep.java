package dev.weakref.memo;

import dev.weakref.collection.KeyEquality;
import dev.weakref.reaper.ReapedReference;
import dev.weakref.reaper.Reaper;

/**
 * Where the only argument of a {@link WeakBranch} leads to, until the argument is
 * collected.
 */
final class OnlyStep extends ReapedReference<Object> {

	final Step step;

	private final WeakBranch branch;

	private final KeyEquality keyEquality;

	/** Of arguments that compare by equality. */
	private final int hash;

	OnlyStep(Object argument, Step step, WeakBranch branch, KeyEquality keyEquality, Reaper reaper) {
		super(argument, reaper);
		this.step = step;
		this.branch = branch;
		this.keyEquality = keyEquality;
		this.hash = (keyEquality == KeyEquality.EQUALS) ? argument.hashCode() : 0;
	}

	/**
	 * Whether an argument is, or equals, the only one.
	 */
	boolean isAt(Object argument) {
		if (this.keyEquality == KeyEquality.IDENTITY) {
			return refersTo(argument);
		}
		if (argument.hashCode() != this.hash) {
			return false;
		}
		Object only = get();
		return only == argument || (only != null && argument.equals(only));
	}

	/**
	 * Whether the argument still has the hash code it had: another one, or none any more,
	 * as of a proxy whose session is over, is found in no map.
	 */
	boolean isKnown(Object argument) {
		try {
			return this.keyEquality == KeyEquality.IDENTITY || argument.hashCode() == this.hash;
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

	@Override
	protected void reap() {
		this.branch.collected(this);
	}

}
