package dev.weakref.boot.metrics;

import dev.weakref.Kind;
import dev.weakref.reaper.CallbackSource;
import dev.weakref.reaper.Reaper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ReaperMeters} as an object.
 */
class ReaperMetersTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void closingTakesTheBacklogAndLeavesWhatHasBeenCounted() {
		runCallback(this.registry);
		assertThat(this.registry.getMeters()).extracting((meter) -> meter.getId().getName())
			.containsExactlyInAnyOrder("weakref.callbacks", "weakref.callback.duration", "weakref.reaper.lag");
	}

	@Test
	void contextsThatShareARegistryCountTogether() {
		Reaper reaper = Reaper.start();
		ReaperMeters meters = new ReaperMeters(reaper);
		meters.bindTo(this.registry);
		runCallback(this.registry);
		submitCallback(reaper);
		reaper.close();
		assertThat(this.registry.get("weakref.callbacks").counter().count()).isEqualTo(2);
		assertThat(this.registry.get("weakref.callback.duration").timer().count()).isEqualTo(2);
		assertThat(this.registry.get("weakref.reaper.lag").timer().count()).isEqualTo(2);
		meters.close();
	}

	/**
	 * What a context does, from its start to its end.
	 */
	private static void runCallback(SimpleMeterRegistry registry) {
		Reaper reaper = Reaper.start();
		ReaperMeters meters = new ReaperMeters(reaper);
		meters.bindTo(registry);
		submitCallback(reaper);
		reaper.close();
		meters.close();
	}

	private static void submitCallback(Reaper reaper) {
		reaper.callbacks().submit(CallbackSource.of(Kind.CACHE, "images"), () -> {
		});
	}

}
