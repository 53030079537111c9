package dev.weakref.demo.comparison;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.weakref.demo.pictures.Decoded;

/**
 * The visitors of one store. The heap is measured about once a second, and the number of
 * visitors is the clock: the same visitors are there in each run, however fast the
 * machine is.
 */
final class Run {

	private final List<Sample> samples = new ArrayList<>();

	private final Set<String> pictures = new HashSet<>();

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
		this.pictures.addAll(names(decoded));
		this.copies = Math.max(this.copies, live.size() - names(live).size());
	}

	void end(State state) {
		this.state = state;
	}

	RunView view() {
		return new RunView(this.state, List.copyOf(this.samples), this.pictures.size(), this.copies);
	}

	private static Set<String> names(List<Decoded> decodes) {
		Set<String> names = new HashSet<>();
		decodes.forEach((decoded) -> names.add(decoded.name()));
		return names;
	}

	/**
	 * How far a run is.
	 */
	enum State {

		/** It is measured. */
		RUNNING,

		/** All visitors that are measured have come; others may still come. */
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
	 * @param copies how many decodes were in memory besides another one of the same
	 * picture, at most
	 */
	record RunView(State state, List<Sample> samples, int pictures, int copies) {
	}

}
