package dev.weakref.boot.actuate;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import dev.weakref.Kind;
import dev.weakref.reaper.CallbackSource;
import dev.weakref.reaper.Reaper;
import dev.weakref.reaper.ReaperStatistics;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ReaperHealthIndicator}.
 */
class ReaperHealthIndicatorTests {

	@AutoClose
	private final Reaper reaper = Reaper.start();

	@Test
	void aCallbackThatWaitsTooLongIsDownUntilItHasEnded() {
		CountDownLatch release = new CountDownLatch(1);
		ReaperHealthIndicator indicator = new ReaperHealthIndicator(this.reaper, Duration.ofMillis(50));
		try {
			this.reaper.callbacks().submit(CallbackSource.of(Kind.CACHE, "images"), () -> {
				try {
					release.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			});
			await().untilAsserted(() -> assertThat(indicator.health().getStatus()).isEqualTo(Status.DOWN));
			assertThat(indicator.health().getDetails())
				.containsEntry("reason", "A callback has waited for more than 50 ms")
				.containsEntry("backlog", 1L);
		}
		finally {
			release.countDown();
		}
		await().untilAsserted(() -> assertThat(indicator.health().getStatus()).isEqualTo(Status.UP));
		assertThat(indicator.health().getDetails()).doesNotContainKeys("reason", "note");
	}

	@Test
	void aReaperThatHasEndedIsDown() {
		this.reaper.close();
		Health health = new ReaperHealthIndicator(this.reaper, Duration.ofMinutes(5)).health();
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).containsEntry("reason", "The reaper thread has ended");
	}

	@Test
	void thatNothingIsCollectedForLongIsNotedButNotDown() {
		Health health = health(12, Duration.ofMinutes(90));
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("note",
				"No object was collected in the last 12 cycles of the collector, for 90 minutes");
		assertThat(health(9, Duration.ofMinutes(90)).getDetails()).doesNotContainKey("note");
		assertThat(health(12, Duration.ofMinutes(59)).getDetails()).doesNotContainKey("note");
	}

	private Health health(long idleCycles, Duration idleTime) {
		Health.Builder builder = new Health.Builder();
		new ReaperHealthIndicator(this.reaper, Duration.ofMinutes(5))
			.report(new ReaperStatistics(true, 20, idleCycles, idleTime, 7, 0, Duration.ZERO, Duration.ZERO,
					Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, List.of()), builder);
		return builder.build();
	}

}
