package dev.weakref.demo.painting;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/**
 * A painting that can be painted in any size.
 */
public final class Painting {

	private final String title;

	private final LongFunction<Motif> motif;

	private final long seed;

	Painting(String title, LongFunction<Motif> motif, long seed) {
		this.title = title;
		this.motif = motif;
		this.seed = seed;
	}

	/**
	 * The title, in lower case and with dashes for spaces, so that it can name a file.
	 * @return the title
	 */
	public String title() {
		return this.title;
	}

	/**
	 * Paint it.
	 * @param width the width in pixels
	 * @param height the height in pixels
	 * @param rowPainted is run after each row, on any thread
	 * @return the picture
	 */
	public BufferedImage paint(int width, int height, Runnable rowPainted) {
		BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
		Motif motif = this.motif.apply(this.seed);
		IntStream.range(0, height).parallel().forEach((row) -> {
			paintRow(motif, pixels, row, width, height);
			rowPainted.run();
		});
		return image;
	}

	private static void paintRow(Motif motif, int[] pixels, int row, int width, int height) {
		double y = (row + 0.5) / height;
		for (int column = 0; column < width; column++) {
			double grain = Noise.hash(column, row) - 0.5;
			pixels[row * width + column] = Colours.lighten(motif.colourAt((column + 0.5) / height, y), 3 * grain);
		}
	}

}
