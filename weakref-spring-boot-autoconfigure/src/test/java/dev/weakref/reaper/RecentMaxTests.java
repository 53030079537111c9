package dev.weakref.reaper;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RecentMax}.
 */
class RecentMaxTests {

	private static final long START = Long.MAX_VALUE - 1000;

	private final RecentMax max = new RecentMax(START);

	@Test
	void theLargestValueIsGivenForFiveMinutes() {
		this.max.add(START, 30);
		this.max.add(START + seconds(1), 20);
		assertThat(this.max.get(START + seconds(2))).isEqualTo(Duration.ofNanos(30));
		assertThat(this.max.get(START + seconds(300))).isEqualTo(Duration.ofNanos(30));
		assertThat(this.max.get(START + seconds(361))).isZero();
	}

	@Test
	void aSlowMomentGivesWayToFasterOnes() {
		this.max.add(START, 30);
		for (int second = 1; second < 1000; second++) {
			this.max.add(START + seconds(second), 2);
		}
		assertThat(this.max.get(START + seconds(1000))).isEqualTo(Duration.ofNanos(2));
	}

	@Test
	void aLongPauseForgetsAllValues() {
		this.max.add(START + seconds(10), 30);
		assertThat(this.max.get(START + TimeUnit.DAYS.toNanos(40))).isZero();
		this.max.add(START + TimeUnit.DAYS.toNanos(40), 5);
		assertThat(this.max.get(START + TimeUnit.DAYS.toNanos(40))).isEqualTo(Duration.ofNanos(5));
	}

	private static long seconds(long seconds) {
		return TimeUnit.SECONDS.toNanos(seconds);
	}

}
