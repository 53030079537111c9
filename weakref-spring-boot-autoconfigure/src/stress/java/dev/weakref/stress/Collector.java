package dev.weakref.stress;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import dev.weakref.testsupport.ClassPath.Result;
import dev.weakref.testsupport.ClassPath;

/**
 * The collectors of the JVM, as far as the one at hand has them.
 */
enum Collector {

	SERIAL("-XX:+UseSerialGC"),

	PARALLEL("-XX:+UseParallelGC"),

	G1("-XX:+UseG1GC"),

	/** Which has generations from 23 on. */
	Z("-XX:+UseZGC"),

	/** An option from 21 to 23. */
	GENERATIONAL_Z("-XX:+UseZGC", "-XX:+ZGenerational"),

	SHENANDOAH("-XX:+UseShenandoahGC"),

	/** Known from 25 on. */
	GENERATIONAL_SHENANDOAH("-XX:+UseShenandoahGC", "-XX:ShenandoahGCMode=generational");

	private static final Duration LIMIT = Duration.ofMinutes(1);

	private final List<String> options;

	Collector(String... options) {
		this.options = List.of(options);
	}

	/**
	 * The options of a JVM with this collector.
	 * @param more further options
	 * @return all of them
	 */
	List<String> options(String... more) {
		return Stream.concat(this.options.stream(), Stream.of(more)).toList();
	}

	/**
	 * Whether this JVM has the collector.
	 * @return whether it starts with it
	 */
	boolean isAvailable() {
		Result result = ClassPath.ofTests().run(this.options, LIMIT, Nothing.class);
		return result.status() == 0 && !result.output().contains("Ignoring option");
	}

	/**
	 * A program that does nothing.
	 */
	static final class Nothing {

		private Nothing() {
		}

		public static void main(String[] args) {
		}

	}

}
