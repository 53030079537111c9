package dev.weakref.collection;

import java.lang.ref.Reference;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * Dead entries are drained while another thread writes. Each is reported once, by
 * whichever thread finds it, and takes no successor with it.
 */
public final class ConcurrentDrain {

	private ConcurrentDrain() {
	}

	@JCStressTest
	@State
	@Outcome(id = "true, 2", expect = Expect.ACCEPTABLE, desc = "Both reported once")
	@Outcome(expect = Expect.FORBIDDEN)
	public static class DeadEntriesAreDrainedWhileTheTableGrows extends SmallMap {

		private final Reference<?> lonely = SimulatedCollector.clear(this.map, LONELY);

		private final Reference<?> later = SimulatedCollector.clear(this.map, LATER);

		public DeadEntriesAreDrainedWhileTheTableGrows() {
			super(References.WEAK_VALUES);
		}

		@Actor
		public void writer() {
			grow();
		}

		@Actor
		public void drainer() {
			this.map.table.dead.drain(this.lonely);
			this.map.table.dead.drain(this.later);
		}

		@Arbiter
		public void arbiter(ZI_Result result) {
			result.r1 = this.map.liveCount() == SIZE - 1 && isCountRight();
			result.r2 = reports();
		}

	}

	@JCStressTest
	@State
	@Outcome(id = "true, 2", expect = Expect.ACCEPTABLE, desc = "Both reported once")
	@Outcome(expect = Expect.FORBIDDEN)
	public static class ValuesDieWhileTheirNodesAreCopied extends SmallMap {

		private final Reference<?> lonely = SimulatedCollector.valueReference(this.map, LONELY);

		private final Reference<?> later = SimulatedCollector.valueReference(this.map, LATER);

		public ValuesDieWhileTheirNodesAreCopied() {
			super(References.WEAK_KEYS_AND_VALUES);
		}

		@Actor
		public void writer() {
			grow();
		}

		@Actor
		public void drainer() {
			die(this.lonely);
			die(this.later);
		}

		@Arbiter
		public void arbiter(ZI_Result result) {
			result.r1 = this.map.liveCount() == SIZE - 1 && isCountRight();
			result.r2 = reports();
		}

	}

	/**
	 * A value is replaced, and dies before, meanwhile or after.
	 */
	abstract static class Replacing extends SmallMap {

		private final Reference<?> replaced;

		Replacing(References references) {
			super(references);
			this.replaced = (references == References.WEAK_KEYS_AND_VALUES)
					? SimulatedCollector.valueReference(this.map, LONELY)
					: SimulatedCollector.reference(this.map, LONELY);
		}

		final void replace() {
			this.map.put(LONELY, SECOND);
		}

		final void dieLate() {
			die(this.replaced);
		}

		final void look(ZZ_Result result) {
			result.r1 = this.map.get(LONELY) == SECOND;
			result.r2 = this.map.liveCount() == SIZE && isCountRight() && reports() <= 1;
		}

	}

	@JCStressTest
	@State
	@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "The successor stays")
	@Outcome(expect = Expect.FORBIDDEN)
	public static class WeakValueDiesWhileItIsReplaced extends Replacing {

		public WeakValueDiesWhileItIsReplaced() {
			super(References.WEAK_VALUES);
		}

		@Actor
		public void writer() {
			replace();
		}

		@Actor
		public void drainer() {
			dieLate();
		}

		@Arbiter
		public void arbiter(ZZ_Result result) {
			look(result);
		}

	}

	@JCStressTest
	@State
	@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "The successor stays")
	@Outcome(expect = Expect.FORBIDDEN)
	public static class WeakValueOfAWeakKeyDiesWhileItIsReplaced extends Replacing {

		public WeakValueOfAWeakKeyDiesWhileItIsReplaced() {
			super(References.WEAK_KEYS_AND_VALUES);
		}

		@Actor
		public void writer() {
			replace();
		}

		@Actor
		public void drainer() {
			dieLate();
		}

		@Arbiter
		public void arbiter(ZZ_Result result) {
			look(result);
		}

	}

	@JCStressTest
	@State
	@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "The successor stays")
	@Outcome(expect = Expect.FORBIDDEN)
	public static class SoftValueDiesWhileItIsReplaced extends Replacing {

		public SoftValueDiesWhileItIsReplaced() {
			super(References.SOFT_VALUES);
		}

		@Actor
		public void writer() {
			replace();
		}

		@Actor
		public void drainer() {
			dieLate();
		}

		@Arbiter
		public void arbiter(ZZ_Result result) {
			look(result);
		}

	}

	@JCStressTest
	@State
	@Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "The new entry is there, the dead one reported")
	@Outcome(expect = Expect.FORBIDDEN)
	public static class EqualKeyComesWhileADeadOneIsDrained extends SmallMap {

		private final Reference<?> dead = SimulatedCollector.clear(this.map, LONELY);

		private final Key equal = new Key(LONELY.hashCode());

		public EqualKeyComesWhileADeadOneIsDrained() {
			super(References.WEAK_KEYS);
		}

		@Actor
		public void writer() {
			this.map.put(this.equal, SECOND);
		}

		@Actor
		public void drainer() {
			this.map.table.dead.drain(this.dead);
		}

		@Arbiter
		public void arbiter(ZI_Result result) {
			result.r1 = this.map.get(this.equal) == SECOND && this.map.liveCount() == SIZE && isCountRight();
			result.r2 = reports();
		}

	}

	@JCStressTest
	@State
	@Outcome(id = { "true, 1" }, expect = Expect.ACCEPTABLE, desc = "A new entry, or the value went with its key")
	@Outcome(expect = Expect.FORBIDDEN)
	public static class EqualKeyComesWhileTheFirstOneDies extends SmallMap {

		private final Reference<?> first = SimulatedCollector.reference(this.map, LONELY);

		private final Key equal = new Key(LONELY.hashCode());

		public EqualKeyComesWhileTheFirstOneDies() {
			super(References.WEAK_KEYS);
		}

		@Actor
		public void writer() {
			this.map.put(this.equal, SECOND);
		}

		@Actor
		public void drainer() {
			die(this.first);
		}

		@Arbiter
		public void arbiter(ZI_Result result) {
			Value value = this.map.get(this.equal);
			result.r1 = (value == SECOND || value == null) && isCountRight()
					&& this.map.liveCount() == ((value != null) ? SIZE : SIZE - 1);
			result.r2 = reports();
		}

	}

	@JCStressTest
	@State
	@Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "Reported once")
	@Outcome(expect = Expect.FORBIDDEN)
	public static class DeadEntryIsDrainedWhileTheMapIsCleared extends SmallMap {

		private final Reference<?> dead = SimulatedCollector.clear(this.map, LATER);

		public DeadEntryIsDrainedWhileTheMapIsCleared() {
			super(References.WEAK_VALUES);
		}

		@Actor
		public void writer() {
			this.map.clear();
		}

		@Actor
		public void drainer() {
			this.map.table.dead.drain(this.dead);
		}

		@Arbiter
		public void arbiter(ZI_Result result) {
			result.r1 = this.map.isEmpty() && isCountRight();
			result.r2 = reports();
		}

	}

	@JCStressTest
	@State
	@Outcome(id = { "false, 12", "true, 12", "true, 11" }, expect = Expect.ACCEPTABLE,
			desc = "What has left the count is counted as collected")
	@Outcome(expect = Expect.FORBIDDEN)
	public static class EndIsCountedBeforeTheEntryIsGone extends SmallMap {

		private final Reference<?> dead = SimulatedCollector.clear(this.map, LONELY);

		public EndIsCountedBeforeTheEntryIsGone() {
			super(References.WEAK_VALUES);
		}

		@Actor
		public void drainer() {
			this.map.table.dead.drain(this.dead);
		}

		@Actor
		public void reader(ZI_Result result) {
			result.r2 = (int) this.map.estimatedSize();
			result.r1 = this.map.collectedCount() == 1;
		}

	}

}
