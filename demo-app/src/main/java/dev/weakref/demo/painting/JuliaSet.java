package dev.weakref.demo.painting;

/**
 * A Julia set: what becomes of a point that is squared and shifted again and again.
 */
final class JuliaSet implements Motif {

	private static final int ROUNDS = 260;

	private final Palette palette;

	private final int inside;

	private final double shiftX;

	private final double shiftY;

	private final double span;

	private final double turn;

	private final double shine;

	JuliaSet(Palette palette, int inside, double shiftX, double shiftY, double span, double turn, double shine) {
		this.palette = palette;
		this.inside = inside;
		this.shiftX = shiftX;
		this.shiftY = shiftY;
		this.span = span;
		this.turn = turn;
		this.shine = shine;
	}

	@Override
	public int colourAt(double x, double y) {
		double u = (x - 0.667) * this.span;
		double v = (y - 0.5) * this.span;
		double re = u * Math.cos(this.turn) - v * Math.sin(this.turn);
		double im = u * Math.sin(this.turn) + v * Math.cos(this.turn);
		double nearest = 1e9;
		int round = 0;
		while (round < ROUNDS && re * re + im * im < 256) {
			double next = re * re - im * im + this.shiftX;
			im = 2 * re * im + this.shiftY;
			re = next;
			nearest = Math.min(nearest, Math.min(Math.abs(re + im), re * re + im * im));
			round++;
		}
		if (round == ROUNDS) {
			return Colours.mix(this.inside, this.palette.at(0.9), 2.2 * Math.sqrt(nearest));
		}
		double steps = round - Math.log(Math.log(re * re + im * im) / 2) / Math.log(2);
		int colour = this.palette.around(0.02 + 0.22 * Math.sqrt(Math.max(0, steps)));
		return Colours.add(colour, 0xffffff, this.shine * Math.exp(-14 * nearest));
	}

}
