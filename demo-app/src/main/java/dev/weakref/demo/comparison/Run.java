package dev.weakref.demo.comparison;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.weakref.demo.pictures.Decoded;

/**
 * The visitors of one store. The heap is measured about once a second, and the number of
 * visitors is the clock: the same visitors are there in each run, however fast the
 * machine is.
 */
final class Run {

	private final List<Sample> samples = new ArrayList<>();

	private final Set<String> pictures = new HashSet<>();

	private int repeated;

	private int copies;

	private State state = State.RUNNING;

	Run(long heap) {
		this.samples.add(new Sample(0, heap, 0));
	}

	boolean isRunning() {
		return this.state == State.RUNNING;
	}

	/**
	 * Add a measurement.
	 * @param visitors how many visitors have come
	 * @param heap the used heap after a collection
	 * @param decoded the decodes since the start
	 * @param live the decodes in memory
	 */
	void measure(int visitors, long heap, List<Decoded> decoded, List<Decoded> live) {
		this.samples.add(new Sample(visitors, heap, decoded.size()));
		decoded.forEach((each) -> this.pictures.add(each.name()));
		Map<String, Long> copies = live.stream().collect(Collectors.groupingBy(Decoded::name, Collectors.counting()));
		this.repeated = Math.max(this.repeated, (int) copies.values().stream().filter((number) -> number > 1).count());
		this.copies = Math.max(this.copies, copies.values().stream().mapToInt(Long::intValue).max().orElse(0));
	}

	void end(State state) {
		this.state = state;
	}

	RunView view() {
		return new RunView(this.state, List.copyOf(this.samples), this.pictures.size(), this.repeated, this.copies);
	}

	/**
	 * How far a run is.
	 */
	enum State {

		/** It is measured. */
		RUNNING,

		/** All visitors have come, and left. */
		COMPLETE,

		/** The heap grew beyond the budget, so visitors left. */
		OUT_OF_BUDGET,

		/** Visitors were told to leave. */
		STOPPED

	}

	/**
	 * A measurement.
	 *
	 * @param visitors how many visitors have come
	 * @param heap the used heap after a collection, in bytes
	 * @param decodes how many times a picture was decoded
	 */
	record Sample(int visitors, long heap, int decodes) {
	}

	/**
	 * A run as the page shows it.
	 *
	 * @param state how far it is
	 * @param samples the measurements
	 * @param pictures how many different pictures were decoded
	 * @param repeated how many pictures were in memory more than once, at most
	 * @param copies how many copies of one picture were in memory, at most
	 */
	record RunView(State state, List<Sample> samples, int pictures, int repeated, int copies) {
	}

}
