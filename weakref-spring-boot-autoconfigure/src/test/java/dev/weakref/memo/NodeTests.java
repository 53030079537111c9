package dev.weakref.memo;

import java.util.concurrent.atomic.LongAdder;

import dev.weakref.collection.KeyEquality;
import dev.weakref.reaper.Reaper;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WeakNode}, {@link StrongNode} and {@link MemoCounters}.
 */
class NodeTests {

	@AutoClose
	private final Reaper reaper = Reaper.start();

	private final LongAdder collected = new LongAdder();

	private final MemoCounters counters = new MemoCounters(this.collected);

	private final WeakNode node = new WeakNode(new Memoizers(this.reaper).createFamily("titles", 1, KeyEquality.EQUALS),
			this.counters);

	@Test
	void aResultThatIsAddedToAnEndedNodeIsNotKept() {
		assertThat(this.node.end()).isZero();
		assertNotKept((Leaf) this.node.add("only", new Leaf()));
		assertNotKept((Leaf) this.node.add("another", new Leaf()));
		StrongNode lasting = new StrongNode(this.counters);
		assertThat(lasting.end()).isZero();
		assertNotKept((Leaf) lasting.add("only", new Leaf()));
		assertThat(this.counters.size()).isZero();
	}

	@Test
	void eachResultCountsOnceHoweverOftenTheNodeIsEnded() {
		Leaf one = (Leaf) this.node.add("one", new Leaf());
		assertThat(this.node.find("one")).isSameAs(one);
		one.keep("kept");
		Leaf two = (Leaf) this.node.add("two", new Leaf());
		two.keep("kept");
		assertThat(this.node.find("one")).isSameAs(one);
		assertThat(this.node.live()).isEqualTo(2);
		assertThat(this.node.end()).isEqualTo(2);
		assertThat(this.node.end()).isZero();
	}

	@Test
	void aCollectedArgumentEqualsNoOther() {
		Careless argument = new Careless();
		WeakNode.SingleChild single = new WeakNode.SingleChild(argument, new Leaf(), this.node, KeyEquality.EQUALS,
				this.reaper);
		assertThat(single.isAt(new Careless())).isTrue();
		single.clear();
		assertThat(single.isAt(new Careless())).isFalse();
	}

	@Test
	void aCollectionThatIsNoticedAfterTheMemoWasCollectedIsNotCountedAgain() {
		this.counters.kept();
		this.counters.memoCollected();
		this.counters.collected(1);
		assertThat(this.collected.sum()).isOne();
		assertThat(this.counters.size()).isZero();
	}

	private static void assertNotKept(Leaf result) {
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
