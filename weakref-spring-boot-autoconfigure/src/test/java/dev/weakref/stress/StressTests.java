package dev.weakref.stress;

import java.time.Duration;
import java.util.List;

import dev.weakref.testsupport.ClassPath;
import dev.weakref.testsupport.ClassPath.Result;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Runs the programs of this package in a JVM of its own for each collector that the JVM
 * at hand has. They go on for as long as the system property
 * {@code weakref.stress.millis} says, for each kind of map, and print what they found.
 */
@Tag("stress")
class StressTests {

	private static final int MILLIS = Integer.getInteger("weakref.stress.millis", 5_000);

	@ParameterizedTest
	@EnumSource
	void nothingIsLostDuplicatedOrResurrected(Collector collector) {
		assertThatEndsWell(collector, MapStress.class);
	}

	@ParameterizedTest
	@EnumSource
	void readingKeepsNothingAlive(Collector collector) {
		assertThatEndsWell(collector, ReadingStress.class);
	}

	private static void assertThatEndsWell(Collector collector, Class<?> program) {
		assumeThat(collector.isAvailable()).isTrue();
		List<String> options = collector.options("-Xmx64m", "-XX:SoftRefLRUPolicyMSPerMB=0");
		Result result = ClassPath.ofTests()
			.run(options, Duration.ofMinutes(1).plusMillis(60L * MILLIS), program, String.valueOf(MILLIS));
		System.out.printf("%n%s under %s%n%s", program.getSimpleName(), collector, result.output());
		assertThat(result.status()).as(result.output()).isZero();
	}

}
