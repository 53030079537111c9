package dev.weakref.reaper;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Backlog}.
 */
class BacklogTests {

	private static final long NOW = Long.MAX_VALUE - 1000;

	private final Backlog backlog = new Backlog();

	@Test
	void thereIsNoWaitWithoutCallbacks() {
		assertThat(this.backlog.longestWait(NOW)).isZero();
		this.backlog.remove(this.backlog.add(NOW, 3), 3);
		assertThat(this.backlog.size()).isZero();
		assertThat(this.backlog.longestWait(NOW + seconds(9))).isZero();
	}

	@Test
	void theOldestCallbackThatHasNotEndedDecides() {
		Backlog.Second first = this.backlog.add(NOW, 2);
		Backlog.Second later = this.backlog.add(NOW + seconds(5), 1);
		assertThat(this.backlog.size()).isEqualTo(3);
		assertThat(waitAfter(10)).isEqualTo(Duration.ofSeconds(10));
		this.backlog.remove(first, 1);
		assertThat(waitAfter(10)).isEqualTo(Duration.ofSeconds(10));
		this.backlog.remove(first, 1);
		assertThat(waitAfter(10)).isEqualTo(Duration.ofSeconds(5));
		this.backlog.remove(later, 1);
		assertThat(waitAfter(10)).isZero();
	}

	@Test
	void callbacksOfOneSecondAreCountedTogether() {
		assertThat(this.backlog.add(NOW, 1)).isSameAs(this.backlog.add(NOW + seconds(1) - 1, 1))
			.isNotSameAs(this.backlog.add(NOW + seconds(1), 1));
	}

	@Test
	void oneThatHangsDoesNotHideThoseThatComeAndGo() {
		Backlog.Second hanging = this.backlog.add(NOW, 1);
		for (int second = 2; second < 100; second++) {
			this.backlog.remove(this.backlog.add(NOW + seconds(second), 4), 4);
		}
		assertThat(waitAfter(100)).isEqualTo(Duration.ofSeconds(100));
		this.backlog.remove(hanging, 1);
		this.backlog.add(NOW + seconds(100), 1);
		assertThat(waitAfter(101)).isEqualTo(Duration.ofSeconds(1));
	}

	private Duration waitAfter(long seconds) {
		return this.backlog.longestWait(NOW + seconds(seconds));
	}

	private static long seconds(long seconds) {
		return TimeUnit.SECONDS.toNanos(seconds);
	}

}
