package dev.weakref.demo.card;

import java.util.List;

/**
 * An object in memory: it is held, or the collector has not run since.
 *
 * @param name what to call it, which for a thing of a picture is the name of the picture
 * @param holders how many hold it
 * @param others how many of another kind hold it too, or wait for it
 * @param colours what it looks like; empty if that does not matter
 * @param value a number that it shows
 */
public record Thing(String name, int holders, int others, List<String> colours, double value) {

	/**
	 * A thing without looks.
	 * @param name what to call it
	 * @param holders how many hold it
	 * @param others how many of another kind hold it too, or wait for it
	 * @return the thing
	 */
	public static Thing of(String name, int holders, int others) {
		return new Thing(name, holders, others, List.of(), 0);
	}

	/**
	 * The same thing with looks.
	 * @param colours what it looks like
	 * @return another thing
	 */
	public Thing inColours(List<String> colours) {
		return new Thing(this.name, this.holders, this.others, colours, this.value);
	}

	/**
	 * The same thing with a number.
	 * @param value the number
	 * @return another thing
	 */
	public Thing withValue(double value) {
		return new Thing(this.name, this.holders, this.others, this.colours, value);
	}

}
