package dev.weakref.demo.painting;

/**
 * A smooth row of colours.
 */
final class Palette {

	private final int[] colours;

	private Palette(int[] colours) {
		this.colours = colours;
	}

	static Palette of(int... colours) {
		return new Palette(colours);
	}

	/**
	 * The colour at a place.
	 * @param place from 0, the first colour, to 1, the last
	 * @return the colour
	 */
	int at(double place) {
		double position = Colours.clamp(place) * (this.colours.length - 1);
		int index = Math.min((int) position, this.colours.length - 2);
		return Colours.mix(this.colours[index], this.colours[index + 1], position - index);
	}

	/**
	 * The colour at a place of a palette that begins again after its end.
	 */
	int around(double place) {
		double position = (place - Math.floor(place)) * this.colours.length;
		int index = (int) position % this.colours.length;
		double share = position - Math.floor(position);
		return Colours.mix(this.colours[index], this.colours[(index + 1) % this.colours.length],
				share * share * (3 - 2 * share));
	}

}
