package dev.weakref.collection;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a map under the real collector, each with a twin in which the object is held.
 */
@Timeout(60)
class ReferenceMapCollectorTests {

	@AutoClose
	private final Reaper reaper = Reaper.start();

	private final List<Object> collected = new CopyOnWriteArrayList<>();

	@Test
	void anEntryGoesWithItsWeakValue() {
		ReferenceMap<Object, Object> map = map(References.WEAK_VALUES);
		map.put("key", new Object());
		GarbageCollector.awaitUntil("the entry is drained", () -> map.estimatedSize() == 0);
		GarbageCollector.awaitUntil("the listener is told", () -> !this.collected.isEmpty());
		assertThat(this.collected).containsExactly("key");
	}

	@Test
	void anEntryGoesWithItsWeakValueAlthoughKeysArePassedOnAllTheTime() {
		ReferenceMap<Object, Object> map = map(References.WEAK_VALUES);
		map.put("key", new Object());
		List<Object> keys = new ArrayList<>();
		GarbageCollector.awaitUntil("no key is passed on any more", () -> {
			keys.clear();
			map.forEachKey(keys::add);
			return keys.isEmpty();
		});
		assertThat(map).isEmpty();
	}

	@Test
	void anEntryStaysWithItsWeakValue() {
		ReferenceMap<Object, Object> map = map(References.WEAK_VALUES);
		Object value = new Object();
		map.put("key", value);
		GarbageCollector.run();
		assertThat(map.get("key")).isSameAs(value);
	}

	@Test
	void anEntryGoesWithItsWeakKey() {
		ReferenceMap<Object, Object> map = map(References.WEAK_KEYS);
		WeakReference<?> value = putUnderNewKey(map);
		GarbageCollector.awaitUntil("the entry is drained", () -> map.estimatedSize() == 0);
		GarbageCollector.awaitCollected(value);
		assertThat(map).isEmpty();
	}

	@Test
	void anEntryStaysWithItsWeakKey() {
		ReferenceMap<Object, Object> map = map(References.WEAK_KEYS);
		Object key = new Object();
		map.put(key, new Object());
		GarbageCollector.run();
		assertThat(map.get(key)).isNotNull();
	}

	@Test
	void anEntryWithBothSidesWeakGoesWithItsValue() {
		ReferenceMap<Object, Object> map = map(References.WEAK_KEYS_AND_VALUES);
		Object key = new Object();
		map.put(key, new Object());
		GarbageCollector.awaitUntil("the entry is drained", () -> map.estimatedSize() == 0);
		assertThat(map.get(key)).isNull();
	}

	@Test
	void anEntryWithBothSidesWeakStaysWhileBothAreHeld() {
		ReferenceMap<Object, Object> map = map(References.WEAK_KEYS_AND_VALUES);
		Object key = new Object();
		Object value = new Object();
		map.put(key, value);
		GarbageCollector.run();
		assertThat(map.get(key)).isSameAs(value);
	}

	@Test
	void aSoftValueSurvivesWhileThereIsMemory() {
		ReferenceMap<Object, Object> map = map(References.SOFT_VALUES);
		map.put("key", new Object());
		GarbageCollector.run();
		assertThat(map.get("key")).isNotNull();
	}

	@Test
	void theKeyOfAWeakValueGoesWithTheEntry() {
		ReferenceMap<Object, Object> map = ReferenceMap
			.<Object, Object>builder(References.WEAK_VALUES, KeyEquality.EQUALS)
			.reaper(this.reaper)
			.build();
		WeakReference<?> key = putNewKeyAndValue(map);
		GarbageCollector.awaitCollected(key);
		assertThat(map).isEmpty();
	}

	@Test
	void askingForTheSizeKeepsNothingAlive() {
		ReferenceMap<Object, Object> map = map(References.WEAK_VALUES);
		map.put("key", new Object());
		GarbageCollector.awaitUntil("the entry goes though it is asked for all the time", () -> {
			boolean alive = false;
			for (int i = 0; i < 10_000; i++) {
				alive = map.containsKey("key") | map.size() > 0 | map.liveCount() > 0 | !map.isEmpty();
			}
			return !alive;
		});
		assertThat(map.get("key")).isNull();
	}

	@Test
	void anIteratorKeepsOnlyTheNextEntryAlive() {
		ReferenceMap<Object, Object> map = map(References.WEAK_VALUES);
		List<Object> values = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			values.add(new Object());
			map.put(i, values.get(i));
		}
		Iterator<Object> iterator = map.values().iterator();
		values.clear();
		GarbageCollector.awaitUntil("all others are collected", () -> map.size() == 1);
		assertThat(iterator.next()).isNotNull();
		Reference.reachabilityFence(iterator);
	}

	private ReferenceMap<Object, Object> map(References references) {
		return ReferenceMap.<Object, Object>builder(references, KeyEquality.EQUALS)
			.reaper(this.reaper)
			.onCollected((key) -> this.collected.add((key != null) ? key : "no key"))
			.build();
	}

	private static WeakReference<?> putUnderNewKey(ReferenceMap<Object, Object> map) {
		Object value = new Object();
		map.put(new Object(), value);
		return new WeakReference<>(value);
	}

	private static WeakReference<?> putNewKeyAndValue(ReferenceMap<Object, Object> map) {
		Object key = new Object();
		map.put(key, new Object());
		return new WeakReference<>(key);
	}

}
