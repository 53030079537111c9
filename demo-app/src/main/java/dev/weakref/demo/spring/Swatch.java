package dev.weakref.demo.spring;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.imageio.ImageIO;

/**
 * The colours that an image has most of.
 *
 * @param colours up to five colours as in CSS, the most frequent first
 */
record Swatch(List<String> colours) {

	private static final int COLOURS = 5;

	private static final int STEP = 4;

	/** How much two colours differ at least, as the sum over the three channels. */
	private static final int DIFFERENCE = 72;

	static Swatch of(byte[] jpeg) {
		BufferedImage image = read(jpeg);
		Map<Integer, Integer> counts = new HashMap<>();
		for (int y = 0; y < image.getHeight(); y += STEP) {
			for (int x = 0; x < image.getWidth(); x += STEP) {
				counts.merge(image.getRGB(x, y) & 0xf0f0f0 | 0x080808, 1, Integer::sum);
			}
		}
		List<Integer> chosen = new ArrayList<>();
		counts.entrySet()
			.stream()
			.sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
			.map(Map.Entry::getKey)
			.filter((colour) -> chosen.size() < COLOURS
					&& chosen.stream().allMatch((other) -> difference(colour, other) >= DIFFERENCE))
			.forEach(chosen::add);
		return new Swatch(chosen.stream().map("#%06x"::formatted).toList());
	}

	/**
	 * The darkest of the colours.
	 */
	String darkest() {
		return this.colours.stream().min(Comparator.comparing(Swatch::brightness)).orElseThrow();
	}

	/**
	 * The brightest of the colours.
	 */
	String brightest() {
		return this.colours.stream().max(Comparator.comparing(Swatch::brightness)).orElseThrow();
	}

	private static int brightness(String colour) {
		return difference(Integer.parseInt(colour.substring(1), 16), 0);
	}

	private static int difference(int one, int other) {
		return Math.abs((one >> 16 & 0xff) - (other >> 16 & 0xff)) + Math.abs((one >> 8 & 0xff) - (other >> 8 & 0xff))
				+ Math.abs((one & 0xff) - (other & 0xff));
	}

	private static BufferedImage read(byte[] jpeg) {
		try {
			return ImageIO.read(new ByteArrayInputStream(jpeg));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
