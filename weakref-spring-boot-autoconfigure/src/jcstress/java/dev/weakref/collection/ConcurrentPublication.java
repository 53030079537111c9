package dev.weakref.collection;

import java.util.concurrent.atomic.AtomicInteger;

import dev.weakref.collection.SmallMap.Key;
import dev.weakref.collection.SmallMap.Value;
import dev.weakref.singleflight.Claim;
import dev.weakref.singleflight.Claims;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * Threads see an entry that another thread puts into a map as a whole, and counted.
 */
public final class ConcurrentPublication {

	private ConcurrentPublication() {
	}

	/**
	 * A value made and put by one thread, and read by another.
	 */
	abstract static class Reading {

		private static final Key KEY = new Key(1);

		private final ReferenceMap<Key, Value> map;

		/** Holds the value. */
		private @Nullable Value held;

		Reading(References references) {
			this.map = ReferenceMap.<Key, Value>builder(references, KeyEquality.EQUALS).build();
		}

		final void put() {
			Value value = new Value();
			this.map.put(KEY, value);
			this.held = value;
		}

		final void read(II_Result result) {
			result.r1 = content(this.map.get(KEY));
			result.r2 = content(this.map.get(KEY));
		}

		private static int content(@Nullable Value value) {
			return (value != null) ? value.content : -1;
		}

	}

	@JCStressTest
	@State
	@Outcome(id = { "-1, -1", "-1, 42", "42, 42" }, expect = Expect.ACCEPTABLE, desc = "Absent, or whole")
	@Outcome(expect = Expect.FORBIDDEN)
	public static class WeakValueIsSeenAsAWhole extends Reading {

		public WeakValueIsSeenAsAWhole() {
			super(References.WEAK_VALUES);
		}

		@Actor
		public void writer() {
			put();
		}

		@Actor
		public void reader(II_Result result) {
			read(result);
		}

	}

	@JCStressTest
	@State
	@Outcome(id = { "-1, -1", "-1, 42", "42, 42" }, expect = Expect.ACCEPTABLE, desc = "Absent, or whole")
	@Outcome(expect = Expect.FORBIDDEN)
	public static class ValueOfAWeakKeyIsSeenAsAWhole extends Reading {

		public ValueOfAWeakKeyIsSeenAsAWhole() {
			super(References.WEAK_KEYS);
		}

		@Actor
		public void writer() {
			put();
		}

		@Actor
		public void reader(II_Result result) {
			read(result);
		}

	}

	@JCStressTest
	@State
	@Outcome(id = { "-1, -1", "-1, 42", "42, 42" }, expect = Expect.ACCEPTABLE, desc = "Absent, or whole")
	@Outcome(expect = Expect.FORBIDDEN)
	public static class WeakValueOfAWeakKeyIsSeenAsAWhole extends Reading {

		public WeakValueOfAWeakKeyIsSeenAsAWhole() {
			super(References.WEAK_KEYS_AND_VALUES);
		}

		@Actor
		public void writer() {
			put();
		}

		@Actor
		public void reader(II_Result result) {
			read(result);
		}

	}

	@JCStressTest
	@State
	@Outcome(id = { "false, 12", "false, 13", "true, 13" }, expect = Expect.ACCEPTABLE, desc = "What is seen is counted")
	@Outcome(expect = Expect.FORBIDDEN)
	public static class EntryIsCountedBeforeItIsSeen extends SmallMap {

		public EntryIsCountedBeforeItIsSeen() {
			super(References.WEAK_VALUES);
		}

		@Actor
		public void writer() {
			this.map.put(NEW_IN_FRONT, FIRST);
		}

		@Actor
		public void reader(ZI_Result result) {
			result.r1 = this.map.containsKey(NEW_IN_FRONT);
			result.r2 = (int) this.map.estimatedSize();
		}

	}

	@JCStressTest
	@State
	@Outcome(id = { "true, false, 13", "false, true, 13" }, expect = Expect.ACCEPTABLE, desc = "One of them")
	@Outcome(expect = Expect.FORBIDDEN)
	public static class OneOfTwoThreadsPutsAnAbsentValue extends SmallMap {

		public OneOfTwoThreadsPutsAnAbsentValue() {
			super(References.WEAK_VALUES);
		}

		@Actor
		public void first(ZZI_Result result) {
			result.r1 = this.map.putIfAbsent(NEW_IN_FRONT, FIRST) == null;
		}

		@Actor
		public void second(ZZI_Result result) {
			result.r2 = this.map.putIfAbsent(NEW_IN_FRONT, SECOND) == null;
		}

		@Arbiter
		public void arbiter(ZZI_Result result) {
			boolean right = this.map.get(NEW_IN_FRONT) == ((result.r1) ? FIRST : SECOND) && isCountRight();
			result.r3 = (right) ? (int) this.map.liveCount() : -1;
		}

	}

	@JCStressTest
	@State
	@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "Made once, and given to both")
	@Outcome(expect = Expect.FORBIDDEN)
	public static class OneOfTwoThreadsComputesAnAbsentValue extends SmallMap {

		private final AtomicInteger calls = new AtomicInteger();

		private @Nullable Value first;

		private @Nullable Value second;

		public OneOfTwoThreadsComputesAnAbsentValue() {
			super(References.WEAK_VALUES);
		}

		@Actor
		public void first() {
			this.first = this.map.computeIfAbsent(NEW, this::make);
		}

		@Actor
		public void second() {
			this.second = this.map.computeIfAbsent(NEW, this::make);
		}

		private Value make(Key key) {
			this.calls.incrementAndGet();
			return new Value();
		}

		@Arbiter
		public void arbiter(II_Result result) {
			result.r1 = this.calls.get();
			result.r2 = (this.first != null && this.first == this.second) ? 1 : 2;
		}

	}

	@JCStressTest
	@State
	@Outcome(id = { "true, false", "false, true" }, expect = Expect.ACCEPTABLE, desc = "One after the other")
	@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "The first had ended before the second came")
	@Outcome(expect = Expect.FORBIDDEN)
	public static class OneThreadAtATimeHoldsAClaim {

		private final Claims<Boolean> claims = new Claims<>(false);

		private int holders;

		@Actor
		public void first(ZZ_Result result) {
			result.r1 = claim();
		}

		@Actor
		public void second(ZZ_Result result) {
			result.r2 = claim();
		}

		/**
		 * Only the claim orders the accesses to the number of holders.
		 */
		private boolean claim() {
			Claim<Boolean> claim = this.claims.claim("key");
			if (!claim.isOwn()) {
				this.claims.await(claim);
				return false;
			}
			this.holders++;
			boolean alone = this.holders == 1;
			this.holders--;
			this.claims.end(claim, alone);
			return alone;
		}

	}

}
