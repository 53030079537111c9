package dev.weakref.demo.pictures;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/**
 * A part of a picture, of the picture's own proportions, and how large it is wanted.
 *
 * @param x the middle of the part, from 0 at the left to 1 at the right
 * @param y the middle of the part, from 0 at the top to 1 at the bottom
 * @param zoom how many times narrower than the picture the part is, 1 or more
 * @param width how wide it is wanted, in pixels
 */
public record Part(double x, double y, double zoom, int width) {

	/**
	 * The largest zoom.
	 */
	public static final double MAXIMUM_ZOOM = 16;

	private static final int MAXIMUM_WIDTH = 2400;

	/**
	 * Create a part; numbers beyond the limits are replaced by the limits.
	 */
	public Part {
		zoom = Double.isFinite(zoom) ? limit(zoom, 1, MAXIMUM_ZOOM) : 1;
		width = (int) limit(width, 16, MAXIMUM_WIDTH);
		double margin = 0.5 / zoom;
		x = Double.isFinite(x) ? limit(x, margin, 1 - margin) : 0.5;
		y = Double.isFinite(y) ? limit(y, margin, 1 - margin) : 0.5;
	}

	/**
	 * All of a picture.
	 * @param width how wide it is wanted, in pixels
	 * @return the part
	 */
	public static Part whole(int width) {
		return new Part(0.5, 0.5, 1, width);
	}

	/**
	 * Cut it out. Each pixel is the mean of those it stands for. Never larger than the
	 * original.
	 */
	BufferedImage of(BufferedImage image) {
		double partWidth = Math.max(1, image.getWidth() / this.zoom);
		double partHeight = Math.max(1, image.getHeight() / this.zoom);
		double left = this.x * image.getWidth() - partWidth / 2;
		double top = this.y * image.getHeight() - partHeight / 2;
		double scale = Math.max(1, partWidth / this.width);
		BufferedImage result = new BufferedImage((int) Math.max(1, partWidth / scale),
				(int) Math.max(1, partHeight / scale), BufferedImage.TYPE_3BYTE_BGR);
		byte[] from = pixels(image);
		byte[] to = pixels(result);
		for (int row = 0; row < result.getHeight(); row++) {
			int firstRow = index(top + row * scale, image.getHeight());
			int lastRow = Math.max(firstRow, index(top + (row + 1) * scale, image.getHeight()) - 1);
			for (int column = 0; column < result.getWidth(); column++) {
				int first = index(left + column * scale, image.getWidth());
				int last = Math.max(first, index(left + (column + 1) * scale, image.getWidth()) - 1);
				int target = 3 * (row * result.getWidth() + column);
				mean(from, image.getWidth(), firstRow, lastRow, first, last, to, target);
			}
		}
		return result;
	}

	private static void mean(byte[] from, int width, int firstRow, int lastRow, int first, int last, byte[] to,
			int target) {
		int blue = 0;
		int green = 0;
		int red = 0;
		for (int row = firstRow; row <= lastRow; row++) {
			int end = 3 * (row * width + last);
			for (int i = 3 * (row * width + first); i <= end; i += 3) {
				blue += from[i] & 0xff;
				green += from[i + 1] & 0xff;
				red += from[i + 2] & 0xff;
			}
		}
		int count = (lastRow - firstRow + 1) * (last - first + 1);
		to[target] = (byte) (blue / count);
		to[target + 1] = (byte) (green / count);
		to[target + 2] = (byte) (red / count);
	}

	private static int index(double position, int size) {
		return (int) limit(Math.round(position), 0, size - 1);
	}

	private static byte[] pixels(BufferedImage image) {
		return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
	}

	private static double limit(double value, double least, double most) {
		return Math.max(least, Math.min(most, value));
	}

}
