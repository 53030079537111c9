package dev.weakref.cache;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WeakCacheStatistics}.
 */
class WeakCacheStatisticsTests {

	@Test
	void partsAndAveragesAreWorkedOut() {
		WeakCacheStatistics statistics = new WeakCacheStatistics(3, 0, 1, 0, 4, 1, 100, 0, 0, 0);
		assertThat(statistics.hitRate()).isEqualTo(0.75);
		assertThat(statistics.averageLoadNanos()).isEqualTo(20);
	}

	@Test
	void withoutLookUpsAndLoadsThereIsNothingToComplainOf() {
		WeakCacheStatistics statistics = new WeakCacheStatistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
		assertThat(statistics.hitRate()).isOne();
		assertThat(statistics.averageLoadNanos()).isZero();
	}

}
