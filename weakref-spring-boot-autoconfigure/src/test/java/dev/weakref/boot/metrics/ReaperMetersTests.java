package dev.weakref.boot.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import dev.weakref.Kind;
import dev.weakref.reaper.CallbackSource;
import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.GarbageCollector;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ReaperMeters} as an object.
 */
class ReaperMetersTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void closingTakesTheBacklogAndLeavesWhatHasBeenCounted() {
		runCallback(this.registry);
		assertThat(this.registry.getMeters()).extracting((meter) -> meter.getId().getName())
			.containsOnly("weakref.callbacks", "weakref.callback.duration", "weakref.reaper.lag",
					"weakref.collection.latency");
	}

	@Test
	void contextsThatShareARegistryCountTogether() {
		Reaper reaper = Reaper.start();
		ReaperMeters meters = new ReaperMeters(reaper);
		meters.bindTo(this.registry);
		runCallback(this.registry);
		submitCallback(reaper);
		reaper.close();
		assertThat(this.registry.get("weakref.callbacks").tags("kind", "cache", "outcome", "success").counter().count())
			.isEqualTo(2);
		assertThat(this.registry.get("weakref.callback.duration").timer().count()).isEqualTo(2);
		assertThat(this.registry.get("weakref.reaper.lag").timer().count()).isEqualTo(2);
		meters.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "cache", "registry", "reference", "finalizer" })
	void failuresOfEachKindAreThereFromTheStart(String kind) {
		try (Reaper reaper = Reaper.start(); ReaperMeters meters = new ReaperMeters(reaper)) {
			meters.bindTo(this.registry);
			assertThat(this.registry.get("weakref.callbacks").tags("kind", kind).counters()).hasSize(2)
				.allSatisfy((counter) -> assertThat(counter.count()).isZero());
			reaper.callbacks().submit(CallbackSource.of(kind(kind)), () -> {
				throw new IllegalStateException("on purpose");
			});
			Counter failures = this.registry.get("weakref.callbacks")
				.tags("kind", kind, "outcome", "failure")
				.counter();
			await().until(() -> failures.count() == 1);
		}
	}

	@Test
	void theEndOfTheReaperIsSeen() {
		Reaper reaper = Reaper.start();
		try (ReaperMeters meters = new ReaperMeters(reaper)) {
			meters.bindTo(this.registry);
			assertThat(this.registry.get("weakref.reaper.running").gauge().value()).isEqualTo(1);
			reaper.close();
			assertThat(this.registry.get("weakref.reaper.running").gauge().value()).isZero();
		}
		assertThat(this.registry.find("weakref.reaper.running").meters()).isEmpty();
	}

	@Test
	void aSlowMomentDoesNotStayTheMaximumOfTheLag() {
		MockClock clock = new MockClock();
		SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
		try (Reaper reaper = Reaper.start(); ReaperMeters meters = new ReaperMeters(reaper)) {
			meters.bindTo(registry);
			meters.callbackEnded(CallbackSource.of(Kind.CACHE), Duration.ZERO, Duration.ofSeconds(30), null);
			Timer lag = registry.get("weakref.reaper.lag").timer();
			assertThat(lag.max(TimeUnit.SECONDS)).isEqualTo(30);
			clock.add(Duration.ofMinutes(4));
			assertThat(lag.max(TimeUnit.SECONDS)).isZero();
		}
	}

	@Test
	void theLatencyOfTheCollectorIsTimed() {
		try (Reaper reaper = Reaper.start(); ReaperMeters meters = new ReaperMeters(reaper)) {
			meters.bindTo(this.registry);
			Timer latency = this.registry.get("weakref.collection.latency").timer();
			GarbageCollector.awaitUntil("a cycle of the collector is timed", () -> latency.count() > 0);
			assertThat(latency.totalTime(TimeUnit.NANOSECONDS)).isPositive();
			assertThat(reaper.statistics().meanCollectionLatency()).isPositive();
			assertThat(reaper.statistics().recentMaxCollectionLatency()).isPositive();
		}
	}

	private static Kind kind(String name) {
		return Arrays.stream(Kind.values()).filter((kind) -> kind.toString().equals(name)).findFirst().orElseThrow();
	}

	/**
	 * Does the work of a context, from its start to its end.
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
