package dev.weakref.examples;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import dev.weakref.collection.WeakKeyMap;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Iterating while entries vanish needs no copy made by hand.
 */
class SafeIterationTests {

	private final WeakKeyMap<Object, Integer> scores = WeakKeyMap.identity();

	// tag::iterate[]
	int sum() {
		int sum = 0;
		for (Map.Entry<Object, Integer> entry : this.scores.entrySet()) {
			sum += entry.getValue();
		}
		return sum;
	}
	// end::iterate[]

	@Test
	void entriesMayVanishDuringAnIteration() {
		List<Object> held = fill();
		Iterator<Integer> values = this.scores.values().iterator();
		assertThat(values.next()).isEqualTo(1);
		held.subList(10, 100).clear();
		GarbageCollector.awaitUntil("only what the list and the iterator hold is left", () -> this.scores.size() <= 12);
		List<Integer> rest = new ArrayList<>();
		values.forEachRemaining(rest::add);
		assertThat(rest).hasSizeBetween(9, 11);
		assertThat(held).allMatch(this.scores::containsKey);
	}

	@Test
	void aSumIsThatOfTheLiveEntries() {
		List<Object> held = fill();
		assertThat(sum()).isEqualTo(100);
		held.subList(10, 100).clear();
		GarbageCollector.awaitUntil("only what the list holds is left", () -> sum() == 10);
		assertThat(held).hasSize(10);
	}

	private List<Object> fill() {
		List<Object> held = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			held.add(new Object());
			this.scores.put(held.get(i), 1);
		}
		return held;
	}

}
