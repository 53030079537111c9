package dev.weakref.stress;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The collectors of the JVM, as far as the one at hand has them.
 */
enum Collector {

	SERIAL("-XX:+UseSerialGC"),

	PARALLEL("-XX:+UseParallelGC"),

	G1("-XX:+UseG1GC"),

	Z("-XX:+UseZGC"),

	SHENANDOAH("-XX:+UseShenandoahGC"),

	GENERATIONAL_SHENANDOAH("-XX:+UseShenandoahGC", "-XX:ShenandoahGCMode=generational");

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
		List<String> options = new ArrayList<>(this.options);
		options.addAll(List.of(more));
		return options;
	}

	/**
	 * Whether this JVM has the collector.
	 * @return whether it starts with it
	 */
	boolean isAvailable() {
		List<String> command = new ArrayList<>(this.options);
		command.add(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.add("-version");
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			process.getInputStream().readAllBytes();
			return process.waitFor() == 0;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
