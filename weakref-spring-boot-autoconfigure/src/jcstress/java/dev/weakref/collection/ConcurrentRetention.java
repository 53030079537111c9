package dev.weakref.collection;

import java.lang.ref.Reference;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/**
 * An entry is admitted to the strong tier while another thread removes, moves, exchanges,
 * drains or evicts it. Afterwards nothing may be held that is not in the map, and nothing
 * may be missing.
 */
public final class ConcurrentRetention {

	private ConcurrentRetention() {
	}

	@JCStressTest
	@State
	@Outcome(id = "0, true", expect = Expect.ACCEPTABLE, desc = "Map and policy agree")
	@Outcome(expect = Expect.FORBIDDEN)
	public static class AdmissionMeetsRemoval extends SmallMap {

		public AdmissionMeetsRemoval() {
			super(References.WEAK_VALUES, new SimpleRetainer());
		}

		@Actor
		public void one() {
			this.map.put(NEW_IN_FRONT, FIRST);
		}

		@Actor
		public void other() {
			this.map.remove(NEW_IN_FRONT);
		}

		@Arbiter
		public void arbiter(IZ_Result result) {
			result.r1 = leaks();
			result.r2 = isCountRight();
		}

	}

	@JCStressTest
	@State
	@Outcome(id = "0, true", expect = Expect.ACCEPTABLE, desc = "Map and policy agree")
	@Outcome(expect = Expect.FORBIDDEN)
	public static class AdmissionMeetsGrowth extends SmallMap {

		public AdmissionMeetsGrowth() {
			super(References.WEAK_VALUES, new SimpleRetainer());
		}

		@Actor
		public void one() {
			this.map.put(NEW_IN_FRONT, FIRST);
		}

		@Actor
		public void other() {
			grow();
		}

		@Arbiter
		public void arbiter(IZ_Result result) {
			result.r1 = leaks();
			result.r2 = isCountRight();
		}

	}

	@JCStressTest
	@State
	@Outcome(id = "0, true", expect = Expect.ACCEPTABLE, desc = "Map and policy agree")
	@Outcome(expect = Expect.FORBIDDEN)
	public static class AdmissionMeetsExchange extends SmallMap {

		public AdmissionMeetsExchange() {
			super(References.WEAK_VALUES, new SimpleRetainer());
		}

		@Actor
		public void one() {
			this.map.put(LONELY, SECOND);
		}

		@Actor
		public void other() {
			this.map.put(LONELY, FIRST);
		}

		@Arbiter
		public void arbiter(IZ_Result result) {
			result.r1 = leaks();
			result.r2 = isCountRight();
		}

	}

	@JCStressTest
	@State
	@Outcome(id = "0, true", expect = Expect.ACCEPTABLE, desc = "Map and policy agree")
	@Outcome(expect = Expect.FORBIDDEN)
	public static class AdmissionMeetsDrain extends SmallMap {

		private final Reference<?> dying = SimulatedCollector.reference(this.map, EARLIER);

		public AdmissionMeetsDrain() {
			super(References.WEAK_VALUES, new SimpleRetainer());
			this.policy.evictAll();
		}

		@Actor
		public void one() {
			this.map.use(EARLIER, null);
		}

		@Actor
		public void other() {
			die(this.dying);
		}

		@Arbiter
		public void arbiter(IZ_Result result) {
			result.r1 = leaks();
			result.r2 = isCountRight();
		}

	}

	@JCStressTest
	@State
	@Outcome(id = "0, true", expect = Expect.ACCEPTABLE, desc = "Map and policy agree")
	@Outcome(expect = Expect.FORBIDDEN)
	public static class AdmissionMeetsEviction extends SmallMap {

		public AdmissionMeetsEviction() {
			super(References.WEAK_VALUES, new SimpleRetainer());
		}

		@Actor
		public void one() {
			this.map.put(NEW_IN_FRONT, FIRST);
		}

		@Actor
		public void other() {
			this.policy.evictAll();
		}

		@Arbiter
		public void arbiter(IZ_Result result) {
			result.r1 = leaks();
			result.r2 = isCountRight();
		}

	}

	@JCStressTest
	@State
	@Outcome(id = "0, true", expect = Expect.ACCEPTABLE, desc = "Map and policy agree")
	@Outcome(expect = Expect.FORBIDDEN)
	public static class AdmissionMeetsClear extends SmallMap {

		public AdmissionMeetsClear() {
			super(References.WEAK_VALUES, new SimpleRetainer());
		}

		@Actor
		public void one() {
			this.map.put(LONELY, SECOND);
		}

		@Actor
		public void other() {
			this.map.clear();
		}

		@Arbiter
		public void arbiter(IZ_Result result) {
			result.r1 = leaks();
			result.r2 = isCountRight();
		}

	}

	@JCStressTest
	@State
	@Outcome(id = "0, true", expect = Expect.ACCEPTABLE, desc = "Map and policy agree")
	@Outcome(expect = Expect.FORBIDDEN)
	public static class GrowthMeetsRemovalOfACopy extends SmallMap {

		public GrowthMeetsRemovalOfACopy() {
			super(References.WEAK_VALUES, new SimpleRetainer());
		}

		@Actor
		public void one() {
			grow();
		}

		@Actor
		public void other() {
			this.map.remove(EARLIER);
			this.map.remove(LATER);
		}

		@Arbiter
		public void arbiter(IZ_Result result) {
			result.r1 = leaks();
			result.r2 = isCountRight();
		}

	}

	@JCStressTest
	@State
	@Outcome(id = "0, true", expect = Expect.ACCEPTABLE, desc = "Map and policy agree")
	@Outcome(expect = Expect.FORBIDDEN)
	public static class GrowthMeetsExchangeOfACopy extends SmallMap {

		public GrowthMeetsExchangeOfACopy() {
			super(References.WEAK_VALUES, new SimpleRetainer());
		}

		@Actor
		public void one() {
			grow();
		}

		@Actor
		public void other() {
			this.map.put(EARLIER, SECOND);
			this.map.put(LATER, SECOND);
		}

		@Arbiter
		public void arbiter(IZ_Result result) {
			result.r1 = leaks();
			result.r2 = isCountRight();
		}

	}

	@JCStressTest
	@State
	@Outcome(id = "0, true", expect = Expect.ACCEPTABLE, desc = "Map and policy agree")
	@Outcome(expect = Expect.FORBIDDEN)
	public static class GrowthMeetsExchangeWithoutALock extends SmallMap {

		public GrowthMeetsExchangeWithoutALock() {
			super(References.WEAK_VALUES, new SimpleRetainer());
		}

		@Actor
		public void one() {
			grow();
		}

		@Actor
		public void other() {
			this.map.put(LONELY, SECOND);
		}

		@Arbiter
		public void arbiter(IZ_Result result) {
			result.r1 = leaks();
			result.r2 = isCountRight();
		}

	}

	@JCStressTest
	@State
	@Outcome(id = "0, true", expect = Expect.ACCEPTABLE, desc = "Map and policy agree")
	@Outcome(expect = Expect.FORBIDDEN)
	public static class GrowthMeetsEviction extends SmallMap {

		public GrowthMeetsEviction() {
			super(References.WEAK_VALUES, new SimpleRetainer());
		}

		@Actor
		public void one() {
			grow();
		}

		@Actor
		public void other() {
			this.policy.evictAll();
		}

		@Arbiter
		public void arbiter(IZ_Result result) {
			result.r1 = leaks();
			result.r2 = isCountRight();
		}

	}

}
