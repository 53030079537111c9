package dev.weakref.memo;

import java.util.concurrent.atomic.LongAdder;

import dev.weakref.collection.KeyEquality;
import dev.weakref.reaper.Reaper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WeakBranch}, {@link OnlyStep}, {@link LastingBranch} and their
 * {@link Tally}.
 */
class BranchTests {

	private final Reaper reaper = Reaper.start();

	private final LongAdder collected = new LongAdder();

	private final Tally tally = new Tally(this.collected);

	private final WeakBranch branch = new WeakBranch(
			new Memoizers(this.reaper).createFamily("titles", 1, KeyEquality.EQUALS), this.tally);

	@AfterEach
	void close() {
		this.reaper.close();
	}

	@Test
	void whatComesIntoABranchThatHasEndedIsNotKept() {
		assertThat(this.branch.end()).isZero();
		assertNotKept((Result) this.branch.add("only", new Result()));
		assertNotKept((Result) this.branch.add("another", new Result()));
		LastingBranch lasting = new LastingBranch(this.tally);
		assertThat(lasting.end()).isZero();
		assertNotKept((Result) lasting.add("only", new Result()));
		assertThat(this.tally.size()).isZero();
	}

	@Test
	void stepsEndOnceHoweverManyThereAre() {
		Result one = (Result) this.branch.add("one", new Result());
		assertThat(this.branch.find("one")).isSameAs(one);
		one.keep("kept");
		Result two = (Result) this.branch.add("two", new Result());
		two.keep("kept");
		assertThat(this.branch.find("one")).isSameAs(one);
		assertThat(this.branch.live()).isEqualTo(2);
		assertThat(this.branch.end()).isEqualTo(2);
		assertThat(this.branch.end()).isZero();
	}

	@Test
	void anArgumentThatIsDeadIsEqualToNone() {
		Careless argument = new Careless();
		OnlyStep only = new OnlyStep(argument, new Result(), this.branch, KeyEquality.EQUALS, this.reaper);
		assertThat(only.isAt(new Careless())).isTrue();
		only.clear();
		assertThat(only.isAt(new Careless())).isFalse();
	}

	@Test
	void whatIsNoticedAfterTheMemoHasGoneIsNotCountedAgain() {
		this.tally.kept();
		this.tally.memoCollected();
		this.tally.collected(1);
		assertThat(this.collected.sum()).isOne();
		assertThat(this.tally.size()).isZero();
	}

	private static void assertNotKept(Result result) {
		assertThat(result.keep("late")).isFalse();
	}

	/**
	 * Does not expect to be compared with nothing.
	 */
	private static final class Careless {

		@Override
		public boolean equals(Object other) {
			return other.getClass() == Careless.class;
		}

		@Override
		public int hashCode() {
			return 1;
		}

	}

}
