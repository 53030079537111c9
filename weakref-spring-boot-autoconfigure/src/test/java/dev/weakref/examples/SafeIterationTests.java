package dev.weakref.examples;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import dev.weakref.collection.WeakKeyMap;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Iterating while entries vanish needs no copy made by hand.
 */
class SafeIterationTests {

	@Test
	void entriesMayVanishDuringAnIteration() {
		WeakKeyMap<Object, Integer> map = WeakKeyMap.identity();
		List<Object> held = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			held.add(new Object());
			map.put(held.get(i), i);
		}
		Iterator<Integer> values = map.values().iterator();
		assertThat(values.next()).isBetween(0, 99);
		held.subList(10, 100).clear();
		GarbageCollector.awaitUntil("only what the list and the iterator hold is left", () -> map.size() <= 12);
		List<Integer> rest = new ArrayList<>();
		values.forEachRemaining(rest::add);
		assertThat(rest).doesNotHaveDuplicates().hasSizeBetween(9, 11);
		assertThat(held).allMatch(map::containsKey);
	}

}
