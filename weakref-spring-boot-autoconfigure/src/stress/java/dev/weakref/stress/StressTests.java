package dev.weakref.stress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.weakref.testsupport.ClassPath.Result;
import dev.weakref.testsupport.ClassPath;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Runs the programs of this package in a JVM of its own with a small heap, for each
 * collector that the JVM at hand has. The system property {@code weakref.stress.millis}
 * says how long they go on for each kind of map, {@code weakref.stress.entries} how many
 * entries go through each map. Without the profile {@code stress} there is one short
 * sample.
 */
class StressTests {

	private static final long MILLIS = Long.getLong("weakref.stress.millis", 5_000);

	private static final long ENTRIES = Long.getLong("weakref.stress.entries", 10_000_000);

	private static final Duration LIMIT = Duration.ofMinutes(5);

	/** There are 24 kinds of maps and caches. */
	private static final long MILLIS_PER_MILLI = 40;

	private static final long NANOS_PER_ENTRY = 50_000;

	private static final long MOST_OBJECTS = 1_000_000;

	private static final long NANOS_PER_OBJECT = 500_000;

	@Test
	void everyStructureSurvivesASampleOfStress() {
		assertThatEndsWell(Collector.G1, MapStress.class, 1, LIMIT);
		assertThatEndsWell(Collector.G1, ReadingStress.class, 1, LIMIT);
		assertThatEndsWell(Collector.G1, ChurnStress.class, 500_000, LIMIT);
	}

	@Tag("stress")
	@ParameterizedTest
	@EnumSource
	void nothingIsLostDuplicatedOrResurrected(Collector collector) {
		assertThatEndsWell(collector, MapStress.class, MILLIS, LIMIT.plusMillis(MILLIS_PER_MILLI * MILLIS));
	}

	@Tag("stress")
	@ParameterizedTest
	@EnumSource
	void readingKeepsNothingAlive(Collector collector) {
		assertThatEndsWell(collector, ReadingStress.class, MILLIS, LIMIT.plusMillis(MILLIS));
	}

	@Tag("stress")
	@ParameterizedTest
	@EnumSource
	void shortLivedEntriesLeaveNothingBehind(Collector collector) {
		assertThatEndsWell(collector, ChurnStress.class, ENTRIES, LIMIT.plusNanos(NANOS_PER_ENTRY * ENTRIES));
	}

	/**
	 * Short collections that follow each other closely, as these two collectors make them
	 * with next to no room, are what finds objects in the middle of a registration.
	 */
	@Tag("stress")
	@ParameterizedTest
	@EnumSource(names = { "SERIAL", "PARALLEL" })
	void callbacksOfObjectsThatDieAtOnceAreCalled(Collector collector) {
		long objects = Math.min(ENTRIES, MOST_OBJECTS);
		assertThatEndsWell(collector, CallbackStress.class, objects, LIMIT.plusNanos(NANOS_PER_OBJECT * objects),
				"-Xmn1m");
	}

	private static void assertThatEndsWell(Collector collector, Class<?> program, long amount, Duration limit,
			String... more) {
		assumeThat(collector.isAvailable()).isTrue();
		List<String> options = new ArrayList<>(collector.options("-Xmx64m", "-XX:SoftRefLRUPolicyMSPerMB=0"));
		options.addAll(List.of(more));
		Result result = ClassPath.ofTests().run(options, limit, program, String.valueOf(amount));
		System.out.printf("%n%s under %s%n%s", program.getSimpleName(), collector, result.output());
		assertThat(result.status()).as(result.output()).isZero();
	}

}
