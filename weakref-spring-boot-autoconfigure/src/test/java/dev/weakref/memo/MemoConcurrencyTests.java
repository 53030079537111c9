package dev.weakref.memo;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.weakref.collection.KeyEquality;
import dev.weakref.reaper.Reaper;
import dev.weakref.singleflight.RecursiveComputationException;
import dev.weakref.testsupport.Background;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Memo} in several threads.
 */
@Timeout(60)
class MemoConcurrencyTests {

	@AutoClose
	private final Reaper reaper = Reaper.start();

	private final Memoizers memoizers = new Memoizers(this.reaper);

	private final Memo<Object> memo = this.memoizers.createFamily("titles", 1, KeyEquality.EQUALS).create();

	private final CountDownLatch begun = new CountDownLatch(1);

	private final CountDownLatch mayEnd = new CountDownLatch(1);

	private final AtomicInteger computations = new AtomicInteger();

	@Test
	void oneThreadComputesAndTheOthersWait() {
		List<Background<Object>> threads = IntStream.range(0, 8)
			.mapToObj((i) -> Background.start(() -> this.memo.get(this::compute, "draft")))
			.toList();
		threads.forEach(Background::awaitWaiting);
		this.mayEnd.countDown();
		assertThat(threads).extracting(Background::result).containsOnly(threads.get(0).result());
		assertThat(this.computations).hasValue(1);
	}

	@Test
	void otherArgumentsDoNotWait() {
		Background<Object> thread = Background.start(() -> this.memo.get(this::compute, "draft"));
		Background.awaitLatch(this.begun);
		assertThat(this.memo.get(() -> "other", "final")).isEqualTo("other");
		assertThat(thread.isDone()).isFalse();
		this.mayEnd.countDown();
		thread.result();
	}

	@Test
	void theFirstResultsOfAnArgumentLoseNoneOfEachOther() {
		Memo<Object> pairs = this.memoizers.createFamily("pairs", 2, KeyEquality.EQUALS).create();
		List<Object> seconds = List.of("one", "two", "three")
			.stream()
			.map((text) -> (Object) new String(text))
			.toList();
		for (int round = 0; round < 500; round++) {
			Object first = new Object();
			List<Object> results = seconds.stream()
				.map((second) -> Background.<Object>start(() -> pairs.get(Object::new, first, second)))
				.toList()
				.stream()
				.map(Background::result)
				.toList();
			assertThat(seconds).extracting((second) -> pairs.get(() -> "again", first, second)).isEqualTo(results);
		}
	}

	@Test
	void allWhoWaitSeeTheException() {
		IOException failure = new IOException("on purpose");
		Background<Object> owner = Background.start(() -> this.memo.get(() -> {
			compute();
			throw failure;
		}, "draft"));
		Background.awaitLatch(this.begun);
		Background<Object> waiting = Background.start(() -> this.memo.get(() -> "other", "draft")).awaitWaiting();
		this.mayEnd.countDown();
		assertThat(owner.failure()).isSameAs(failure);
		assertThat(waiting.failure()).isSameAs(failure);
		assertThat(this.memo.get(() -> "later", "draft")).isEqualTo("later");
	}

	@Test
	void functionsThatWaitForEachOtherAreToldSo() {
		CountDownLatch both = new CountDownLatch(2);
		Crosswise one = new Crosswise(both);
		Crosswise two = new Crosswise(both);
		Function<String, Object> first = this.memoizers.memoize("first", one::compute);
		Function<String, Object> second = this.memoizers.memoize("second", two::compute);
		one.other = second;
		two.other = first;
		Background<Object> firstThread = Background.start(() -> first.apply("a"));
		Background<Object> secondThread = Background.start(() -> second.apply("a"));
		assertThat(Stream.of(firstThread, secondThread).map(Background::failure))
			.hasAtLeastOneElementOfType(RecursiveComputationException.class);
	}

	@Test
	void aResultIsNeverOlderThanTheLastTimeThatAllWereForgotten() {
		AtomicInteger version = new AtomicInteger();
		Background<Boolean> computing = Background.run(() -> {
			for (int i = 0; i < 20_000; i++) {
				this.memo.get(version::get, "draft");
			}
		});
		int stale = 0;
		while (!computing.isDone()) {
			int current = version.incrementAndGet();
			this.memo.forgetAll();
			if ((Integer) this.memo.get(version::get, "draft") < current) {
				stale++;
			}
		}
		assertThat(computing.result()).isTrue();
		assertThat(stale).isZero();
		this.memo.forgetAll();
		assertThat(this.memo.estimatedSize()).isZero();
	}

	private Object compute() {
		this.computations.incrementAndGet();
		this.begun.countDown();
		Background.awaitLatch(this.mayEnd);
		return new Object();
	}

	private static final class Crosswise {

		private final CountDownLatch both;

		private volatile Function<String, Object> other;

		Crosswise(CountDownLatch both) {
			this.both = both;
		}

		Object compute(String argument) {
			this.both.countDown();
			Background.awaitLatch(this.both);
			return this.other.apply(argument);
		}

	}

}
