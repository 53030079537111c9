package dev.weakref.collection;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Walking over a map whose entries come and go.
 */
class ReferenceMapIterationTests {

	private final ReferenceMap<Object, Object> map = ReferenceMap.builder(References.WEAK_VALUES, KeyEquality.IDENTITY)
		.build();

	private final List<Object> keys = IntStream.range(0, 100).mapToObj((i) -> new Object()).toList();

	@Test
	void nextGivesTheElementThatHasNextPromisedThoughItHasDiedSince() {
		fill();
		Iterator<Object> iterator = this.map.values().iterator();
		assertThat(iterator.hasNext()).isTrue();
		this.keys.forEach((key) -> SimulatedCollector.collect(this.map, key));
		assertThat(iterator.next()).isNotNull();
		assertThat(iterator.hasNext()).isFalse();
	}

	@Test
	void entriesThatDieAheadAreSkipped() {
		fill();
		List<Object> seen = new ArrayList<>();
		Iterator<Object> iterator = this.map.keySet().iterator();
		seen.add(iterator.next());
		seen.add(iterator.next());
		this.keys.stream()
			.filter((key) -> !seen.contains(key))
			.forEach((key) -> SimulatedCollector.collect(this.map, key));
		iterator.forEachRemaining(seen::add);
		// The one it had promised is the third
		assertThat(seen).hasSize(3);
	}

	@Test
	void aStreamGoesOnThoughEntriesDieMeanwhile() {
		fill();
		List<Object> seen = this.map.keySet().stream().peek((key) -> {
			if (this.map.containsKey(this.keys.get(0))) {
				this.keys.forEach((each) -> SimulatedCollector.collect(this.map, each));
				this.map.cleanUp();
			}
		}).toList();
		assertThat(seen).isNotEmpty().hasSizeLessThanOrEqualTo(2);
	}

	@Test
	void aStreamGoesOnThoughEntriesComeMeanwhile() {
		fill();
		List<Object> more = new ArrayList<>();
		assertThat(this.map.values().stream().peek((value) -> {
			Object key = new Object();
			more.add(key);
			this.map.put(key, key);
		}).toList()).hasSizeGreaterThanOrEqualTo(100);
	}

	@Test
	void byIdentityNothingEqualIsRemovedFromAViewHoweverManyEntriesThereAre() {
		WeakKeyMap<String, Object> map = WeakKeyMap.identity();
		String key = new String("key");
		map.put(key, this);
		assertThat(map.keySet().removeAll(List.of("key", "other"))).isFalse();
		assertThat(map.entrySet().removeAll(List.of(Map.entry("key", this), Map.entry("other", this)))).isFalse();
		assertThat(map.entrySet().removeAll(List.of(Map.entry(key, this), Map.entry("other", this)))).isTrue();
		assertThat(map).isEmpty();
	}

	@Test
	void viewsDoNotPretendToKnowTheirSize() {
		assertThat(this.map.keySet().spliterator().hasCharacteristics(Spliterator.SIZED)).isFalse();
		assertThat(this.map.values().spliterator().hasCharacteristics(Spliterator.SIZED)).isFalse();
		assertThat(this.map.entrySet().spliterator().hasCharacteristics(Spliterator.SIZED)).isFalse();
	}

	@Test
	void removeThroughTheIteratorRemovesTheLastEntryThatWasGiven() {
		fill();
		Iterator<Object> iterator = this.map.keySet().iterator();
		Object first = iterator.next();
		iterator.next();
		iterator.remove();
		assertThat(this.map).hasSize(99).containsKey(first);
	}

	@Test
	void removeBeforeNextIsRefused() {
		fill();
		Iterator<Object> iterator = this.map.keySet().iterator();
		assertThatIllegalStateException().isThrownBy(iterator::remove);
	}

	@Test
	void nextAtTheEndIsRefused() {
		Iterator<Object> iterator = this.map.keySet().iterator();
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(iterator::next);
	}

	@Test
	void setValueWritesThrough() {
		fill();
		Object value = new Object();
		Map.Entry<Object, Object> entry = this.map.entrySet().iterator().next();
		entry.setValue(value);
		assertThat(entry.getValue()).isSameAs(value);
		assertThat(this.map.get(entry.getKey())).isSameAs(value);
	}

	@Test
	void removalDuringIterationShowsNothingTwice() {
		fill();
		List<Object> seen = new ArrayList<>();
		for (Object key : this.map.keySet()) {
			seen.add(key);
			this.map.remove(key);
			this.map.put(key, key);
		}
		assertThat(seen).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(this.keys);
	}

	@Test
	void removeIfSparesAValueThatComesWhileItsPredecessorIsTested() {
		fill();
		Object fresh = new Object();
		assertThat(this.map.values().removeIf((value) -> {
			this.map.put(value, fresh);
			return true;
		})).isFalse();
		assertThat(this.map.values()).hasSize(100).containsOnly(fresh);
	}

	@Test
	void removeIfRemovesWhatPasses() {
		fill();
		Object first = this.keys.get(0);
		assertThat(this.map.entrySet().removeIf((entry) -> entry.getKey() != first)).isTrue();
		assertThat(this.map).containsOnlyKeys(first);
	}

	@Test
	void valuesAreLookedAtWithoutTheirKeys() {
		ReferenceMap<Object, Object> weakKeys = ReferenceMap.builder(References.WEAK_KEYS, KeyEquality.IDENTITY)
			.build();
		this.keys.forEach((key) -> weakKeys.put(key, "value"));
		SimulatedCollector.clear(weakKeys, this.keys.get(0));
		SimulatedCollector.collect(weakKeys, this.keys.get(1));
		List<Object> values = new ArrayList<>();
		weakKeys.forEachValue(values::add);
		assertThat(values).hasSize(98).containsOnly("value");
	}

	private void fill() {
		this.keys.forEach((key) -> this.map.put(key, key));
	}

}
