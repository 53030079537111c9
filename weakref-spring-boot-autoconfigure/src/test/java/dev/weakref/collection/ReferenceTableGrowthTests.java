package dev.weakref.collection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.weakref.collection.Ending.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * A table that grows loses nothing, shows nothing twice, and forgets no death.
 */
class ReferenceTableGrowthTests {

	@ParameterizedTest
	@EnumSource
	void everyEntryIsFoundAfterManyGrowths(Ending ending) {
		Subject subject = ending.subject();
		Map<Object, Object> expected = new IdentityHashMap<>();
		for (int i = 0; i < 5_000; i++) {
			expected.put(new Object(), new Object());
		}
		subject.map.putAll(expected);
		assertThat(subject.map.table.slots()).hasSizeGreaterThanOrEqualTo(5_000);
		assertThat(subject.map.size()).isEqualTo(5_000);
		assertThat(subject.map.estimatedSize()).isEqualTo(5_000);
		expected.forEach((key, value) -> assertThat(subject.map.get(key)).isSameAs(value));
	}

	@ParameterizedTest
	@EnumSource
	void entriesThatDieBeforeAndAfterAGrowthAreReportedOnceEach(Ending ending) {
		List<Object> reports = new ArrayList<>();
		Subject subject = ending.subject(recorder(reports));
		List<Object> keys = IntStream.range(0, 3_000).mapToObj((i) -> new Object()).toList();
		List<Object> values = IntStream.range(0, 3_000).mapToObj((i) -> new Object()).toList();
		List<Runnable> handOvers = new ArrayList<>();
		for (int i = 0; i < 3_000; i++) {
			subject.map.put(keys.get(i), values.get(i));
			if (i % 10 == 0 && !ending.isExpiry()) {
				handOvers.add(subject.end(keys.get(i)));
			}
		}
		handOvers.forEach(Runnable::run);
		for (int i = 0; i < 3_000; i++) {
			if (i % 10 == 5 && !ending.isExpiry()) {
				subject.end(keys.get(i)).run();
			}
		}
		if (ending.isExpiry()) {
			subject.end(keys.get(0));
		}
		subject.map.cleanUp();
		int expected = (ending.isExpiry()) ? 3_000 : 600;
		assertThat(reports).hasSize(expected);
		assertThat(subject.map.estimatedSize()).isEqualTo(3_000 - expected);
		assertThat(subject.map.size()).isEqualTo(3_000 - expected);
	}

	@Test
	void keysThatShareAChainAreSplitRightly() {
		ReferenceMap<Object, Object> map = ReferenceMap.builder(References.WEAK_VALUES, KeyEquality.EQUALS).build();
		List<Slot> keys = new ArrayList<>();
		for (int i = 0; i < 512; i++) {
			keys.add(new Slot(i, (i % 8) * 16));
		}
		keys.forEach((key) -> map.put(key, key));
		keys.forEach((key) -> assertThat(map.get(key)).isSameAs(key));
		assertThat(map.keySet()).containsExactlyInAnyOrderElementsOf(keys);
	}

	@Test
	void iterationOverlapsGrowthsWithoutMissesOrDuplicates() {
		ReferenceMap<Object, Object> map = ReferenceMap.builder(References.WEAK_VALUES, KeyEquality.IDENTITY).build();
		List<Object> stay = IntStream.range(0, 1_000).mapToObj((i) -> new Object()).toList();
		stay.forEach((key) -> map.put(key, key));
		List<Object> more = new ArrayList<>();
		List<Object> seen = new ArrayList<>();
		for (Iterator<Object> keys = map.keySet().iterator(); keys.hasNext();) {
			seen.add(keys.next());
			for (int i = 0; i < 100 && more.size() < 30_000; i++) {
				Object key = new Object();
				more.add(key);
				map.put(key, key);
			}
		}
		assertThat(map.table.slots()).hasSizeGreaterThan(20_000);
		assertThat(seen).doesNotHaveDuplicates().containsAll(stay);
	}

	@Test
	void clearDuringAGrowthRemovesWhatHasMovedAndWhatHasNot() {
		AtomicBoolean stop = new AtomicBoolean();
		List<ReferenceMap<Object, Object>> holder = new ArrayList<>();
		ReferenceMap<Object, Object> map = ReferenceMap
			.<Object, Object>builder(References.WEAK_VALUES, KeyEquality.EQUALS)
			.onCollected((key) -> {
				// The growth is half way, having come upon a dead entry in slot 8
				holder.get(0).clear();
				stop.set(true);
			})
			.build();
		holder.add(map);
		for (int i = 0; i < 16 && !stop.get(); i++) {
			Slot key = new Slot(i, i);
			map.put(key, key);
			if (i == 8) {
				Slot inFront = new Slot(100, 24);
				map.put(inFront, inFront);
				SimulatedCollector.clear(map, key);
				SimulatedCollector.clear(map, inFront);
			}
		}
		assertThat(stop).isTrue();
		assertThat(map.size()).isZero();
		assertThat(map.estimatedSize()).isZero();
		assertThat(map.keySet()).isEmpty();
	}

	@Test
	void aGrowthThatFailsHalfWayIsFinishedByALaterWriter() {
		AtomicInteger readingsUntilFailure = new AtomicInteger(Integer.MAX_VALUE);
		ReferenceMap<Object, Object> map = ReferenceMap
			.<Object, Object>builder(References.WEAK_KEYS, KeyEquality.EQUALS)
			.expireAfterWrite(Duration.ofDays(1))
			.ticker(() -> {
				if (readingsUntilFailure.getAndDecrement() == 0) {
					throw new IllegalStateException("broken clock");
				}
				return 0;
			})
			.build();
		List<Slot> keys = IntStream.range(0, 200).mapToObj((i) -> new Slot(i, (i == 9) ? 24 : i)).toList();
		keys.subList(0, 12).forEach((key) -> map.put(key, key));
		// Once when the entry is made, then when the first of two in slot 8 is copied
		readingsUntilFailure.set(1);
		assertThatIllegalStateException().isThrownBy(() -> map.put(keys.get(12), keys.get(12)));
		assertThat(map.table.slots()).hasSize(16).hasAtLeastOneElementOfType(Slots.Moved.class);
		assertThat(map.keySet()).containsExactlyInAnyOrderElementsOf(keys.subList(0, 13));
		keys.subList(13, 200).forEach((key) -> map.put(key, key));
		assertThat(map.table.slots()).hasSizeGreaterThanOrEqualTo(200);
		assertThat(map.keySet()).containsExactlyInAnyOrderElementsOf(keys);
		assertThat(map.estimatedSize()).isEqualTo(200);
	}

	@Test
	void readersNeverMissAnEntryThatIsThereWhileTheTableGrows() throws InterruptedException {
		ReferenceMap<Object, Object> map = ReferenceMap.builder(References.WEAK_VALUES, KeyEquality.IDENTITY).build();
		List<Object> stay = IntStream.range(0, 10).mapToObj((i) -> new Object()).toList();
		stay.forEach((key) -> map.put(key, key));
		AtomicBoolean grown = new AtomicBoolean();
		AtomicInteger misses = new AtomicInteger();
		CountDownLatch started = new CountDownLatch(1);
		Thread reader = new Thread(() -> {
			do {
				for (Object key : stay) {
					if (map.get(key) != key || !map.containsKey(key)) {
						misses.incrementAndGet();
					}
				}
				started.countDown();
			}
			while (!grown.get());
		});
		reader.start();
		started.await();
		List<Object> more = new ArrayList<>();
		for (int i = 0; i < 300_000; i++) {
			Object key = new Object();
			more.add(key);
			map.put(key, key);
		}
		grown.set(true);
		reader.join();
		assertThat(misses).hasValue(0);
		assertThat(map.size()).isEqualTo(more.size() + stay.size());
	}

	@Test
	void valuesThatDieWhileTheirNodesAreCopiedAreAllReported() throws InterruptedException {
		for (int round = 0; round < 20; round++) {
			AtomicInteger reports = new AtomicInteger();
			ReferenceMap<Object, Object> map = ReferenceMap
				.<Object, Object>builder(References.WEAK_KEYS_AND_VALUES, KeyEquality.IDENTITY)
				.onCollected((key) -> reports.incrementAndGet())
				.build();
			List<Object> keys = IntStream.range(0, 10_000).mapToObj((i) -> new Object()).toList();
			CountDownLatch half = new CountDownLatch(1);
			Thread collector = new Thread(() -> {
				try {
					half.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
				for (Object key : keys.subList(0, 5_000)) {
					SimulatedCollector.collectValue(map, key);
					map.table.dead.help();
				}
			});
			collector.start();
			for (int i = 0; i < keys.size(); i++) {
				map.put(keys.get(i), map);
				if (i == 5_000) {
					half.countDown();
				}
			}
			collector.join();
			map.cleanUp();
			assertThat(map.size()).isEqualTo(5_000);
			assertThat(map.estimatedSize()).isEqualTo(5_000);
			assertThat(reports).hasValue(5_000);
		}
	}

	private static CollectedListener<Object> recorder(List<Object> reports) {
		return new CollectedListener<>() {

			@Override
			public void collected(Object key) {
				reports.add("collected");
			}

			@Override
			public void expired(Object key) {
				reports.add("expired");
			}

		};
	}

	private static class Slot {

		private final int id;

		private final int hashCode;

		Slot(int id, int hashCode) {
			this.id = id;
			this.hashCode = hashCode;
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Slot slot && slot.id == this.id;
		}

		@Override
		public int hashCode() {
			return this.hashCode;
		}

	}

}
