package dev.weakref.collection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what a {@link ReferenceMap} tells of its values without touching its keys.
 */
class ReferenceMapSumTests {

	private final List<@Nullable Object> collected = new ArrayList<>();

	private final Object key = new Object();

	private final Object other = new Object();

	@Test
	void valuesAreAddedUp() {
		ReferenceMap<Object, Integer> map = this.<Integer>builder(References.WEAK_KEYS).build();
		map.put(this.key, 1);
		map.put(this.other, 10);
		assertThat(map.sum((value, live) -> (live) ? value : 100)).isEqualTo(11);
	}

	@Test
	void aValueIsThereUntilItsDeadEntryIsDrained() {
		ReferenceMap<Object, Integer> map = this.<Integer>builder(References.WEAK_KEYS).build();
		map.put(this.key, 1);
		map.put(this.other, 10);
		SimulatedCollector.clear(map, this.key).enqueue();
		assertThat(map.sum((value, live) -> (live) ? value : 100 * value)).isEqualTo(110);
		map.cleanUp();
		assertThat(map.sum((value, live) -> (live) ? value : 100 * value)).isEqualTo(10);
	}

	@Test
	void theValueOfADeadKeyIsReported() {
		ReferenceMap<Object, Integer> map = this.<Integer>builder(References.WEAK_KEYS).build();
		map.put(this.key, 1);
		SimulatedCollector.collect(map, this.key);
		map.cleanUp();
		assertThat(this.collected).containsExactly(1);
	}

	@Test
	void aValueThatTheMapDoesNotHoldIsNotReported() {
		collectFrom(this.builder(References.WEAK_VALUES).build());
		collectFrom(this.builder(References.WEAK_KEYS_AND_VALUES).build());
		collectFrom(this.builder(References.WEAK_KEYS).expireAfterWrite(Duration.ofDays(1)).build());
		assertThat(this.collected).containsExactly(null, null, null);
	}

	private void collectFrom(ReferenceMap<Object, Object> map) {
		map.put(this.key, this.other);
		SimulatedCollector.collect(map, this.key);
		map.cleanUp();
	}

	private <V> ReferenceMapBuilder<Object, V> builder(References references) {
		return ReferenceMap.<Object, V>builder(references, KeyEquality.IDENTITY)
			.onCollected(new CollectedListener<Object>() {

				@Override
				public void collected(@Nullable Object key) {
					throw new AssertionError("The value should have been told as well");
				}

				@Override
				public void collected(@Nullable Object key, @Nullable Object value) {
					ReferenceMapSumTests.this.collected.add(value);
				}

			});
	}

}
