package dev.weakref.collection;

import java.util.HashSet;
import java.util.Set;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.openjdk.jcstress.infra.results.ZZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A table grows, and so moves single nodes without a lock and copies chains, while
 * another thread uses the entries that move.
 */
public final class ConcurrentGrowth {

	private ConcurrentGrowth() {
	}

	@JCStressTest
	@State
	@Outcome(id = "true, true, true, true", expect = Expect.ACCEPTABLE, desc = "All found")
	@Outcome(expect = Expect.FORBIDDEN)
	public static class ReaderFindsEntriesThatMove extends SmallMap {

		public ReaderFindsEntriesThatMove() {
			super(References.WEAK_VALUES);
		}

		@Actor
		public void writer() {
			grow();
		}

		@Actor
		public void reader(ZZZZ_Result result) {
			result.r1 = this.map.get(LONELY) == FIRST;
			result.r2 = this.map.get(EARLIER) == FIRST;
			result.r3 = this.map.containsKey(LATER);
			result.r4 = this.map.get(OTHERS[OTHERS.length - 1]) == FIRST;
		}

	}

	@JCStressTest
	@State
	@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "Nothing lost")
	@Outcome(expect = Expect.FORBIDDEN)
	public static class EntryComesInFrontOfOneThatMoves extends SmallMap {

		public EntryComesInFrontOfOneThatMoves() {
			super(References.WEAK_VALUES);
		}

		@Actor
		public void writer() {
			grow();
		}

		@Actor
		public void otherWriter() {
			this.map.put(NEW_IN_FRONT, SECOND);
		}

		@Arbiter
		public void arbiter(ZZ_Result result) {
			result.r1 = this.map.get(LONELY) == FIRST && this.map.get(NEW_IN_FRONT) == SECOND
					&& this.map.get(NEW) == FIRST;
			result.r2 = this.map.liveCount() == SIZE + 2 && isCountRight();
		}

	}

	/**
	 * Values are replaced: in a node that moves, and in one that is copied.
	 */
	abstract static class Replacing extends SmallMap {

		Replacing(References references) {
			super(references);
		}

		final void replace(ZZZ_Result result) {
			result.r1 = this.map.put(LONELY, SECOND) == FIRST;
			result.r2 = this.map.put(LATER, SECOND) == FIRST;
		}

		final void look(ZZZ_Result result) {
			result.r3 = this.map.get(LONELY) == SECOND && this.map.get(LATER) == SECOND
					&& this.map.liveCount() == SIZE + 1 && isCountRight();
		}

	}

	@JCStressTest
	@State
	@Outcome(id = "true, true, true", expect = Expect.ACCEPTABLE, desc = "Replaced")
	@Outcome(expect = Expect.FORBIDDEN)
	public static class WeakValuesAreReplacedWhileTheyMove extends Replacing {

		public WeakValuesAreReplacedWhileTheyMove() {
			super(References.WEAK_VALUES);
		}

		@Actor
		public void writer() {
			grow();
		}

		@Actor
		public void otherWriter(ZZZ_Result result) {
			replace(result);
		}

		@Arbiter
		public void arbiter(ZZZ_Result result) {
			look(result);
		}

	}

	@JCStressTest
	@State
	@Outcome(id = "true, true, true", expect = Expect.ACCEPTABLE, desc = "Replaced")
	@Outcome(expect = Expect.FORBIDDEN)
	public static class ValuesOfWeakKeysAreReplacedWhileTheyMove extends Replacing {

		public ValuesOfWeakKeysAreReplacedWhileTheyMove() {
			super(References.WEAK_KEYS);
		}

		@Actor
		public void writer() {
			grow();
		}

		@Actor
		public void otherWriter(ZZZ_Result result) {
			replace(result);
		}

		@Arbiter
		public void arbiter(ZZZ_Result result) {
			look(result);
		}

	}

	@JCStressTest
	@State
	@Outcome(id = "true, true, true", expect = Expect.ACCEPTABLE, desc = "Replaced")
	@Outcome(expect = Expect.FORBIDDEN)
	public static class WeakValuesOfWeakKeysAreReplacedWhileTheyMove extends Replacing {

		public WeakValuesOfWeakKeysAreReplacedWhileTheyMove() {
			super(References.WEAK_KEYS_AND_VALUES);
		}

		@Actor
		public void writer() {
			grow();
		}

		@Actor
		public void otherWriter(ZZZ_Result result) {
			replace(result);
		}

		@Arbiter
		public void arbiter(ZZZ_Result result) {
			look(result);
		}

	}

	@JCStressTest
	@State
	@Outcome(id = "true, true, true", expect = Expect.ACCEPTABLE, desc = "Removed")
	@Outcome(expect = Expect.FORBIDDEN)
	public static class EntriesAreRemovedWhileTheyMove extends SmallMap {

		public EntriesAreRemovedWhileTheyMove() {
			super(References.WEAK_VALUES);
		}

		@Actor
		public void writer() {
			grow();
		}

		@Actor
		public void otherWriter(ZZZ_Result result) {
			result.r1 = this.map.remove(LONELY) == FIRST;
			result.r2 = this.map.remove(LATER) == FIRST;
		}

		@Arbiter
		public void arbiter(ZZZ_Result result) {
			result.r3 = !this.map.containsKey(LONELY) && !this.map.containsKey(LATER)
					&& this.map.liveCount() == SIZE - 1 && isCountRight();
		}

	}

	@JCStressTest
	@State
	@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "Nothing lost")
	@Outcome(expect = Expect.FORBIDDEN)
	public static class TwoThreadsFindTheTableTooFull extends SmallMap {

		public TwoThreadsFindTheTableTooFull() {
			super(References.WEAK_VALUES);
		}

		@Actor
		public void writer() {
			grow();
		}

		@Actor
		public void otherWriter() {
			this.map.put(NEW_TOO, FIRST);
		}

		@Arbiter
		public void arbiter(ZZ_Result result) {
			result.r1 = this.map.containsKey(NEW) && this.map.containsKey(NEW_TOO);
			result.r2 = this.map.liveCount() == SIZE + 2 && isCountRight();
		}

	}

	@JCStressTest
	@State
	@Outcome(id = { "12, 12", "12, 13" }, expect = Expect.ACCEPTABLE, desc = "Each once, and perhaps the new one")
	@Outcome(expect = Expect.FORBIDDEN)
	public static class IterationShowsEntriesThatMoveOnce extends SmallMap {

		public IterationShowsEntriesThatMoveOnce() {
			super(References.WEAK_VALUES);
		}

		@Actor
		public void writer() {
			grow();
		}

		@Actor
		public void reader(II_Result result) {
			Set<Key> old = new HashSet<>();
			for (Key key : this.map.keySet()) {
				if (key != NEW) {
					old.add(key);
				}
				result.r2++;
			}
			result.r1 = old.size();
		}

	}

	@JCStressTest
	@State
	@Outcome(id = { "true, 0", "true, 1" }, expect = Expect.ACCEPTABLE, desc = "At most the new one is left")
	@Outcome(expect = Expect.FORBIDDEN)
	public static class MapIsClearedWhileItGrows extends SmallMap {

		public MapIsClearedWhileItGrows() {
			super(References.WEAK_VALUES);
		}

		@Actor
		public void writer() {
			grow();
		}

		@Actor
		public void otherWriter() {
			this.map.clear();
		}

		@Arbiter
		public void arbiter(ZI_Result result) {
			result.r1 = isCountRight() && this.map.containsKey(NEW) == !this.map.isEmpty();
			result.r2 = (int) this.map.liveCount();
		}

	}

}
