package dev.weakref.demo.pictures;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/**
 * Reads image files.
 */
final class Decoder {

	private static final long MAXIMUM_PIXELS = 150_000_000;

	private static final Set<String> SUFFIXES = Stream.of(ImageIO.getReaderFileSuffixes())
		.filter((suffix) -> !suffix.isEmpty())
		.map((suffix) -> suffix.toLowerCase(Locale.ROOT))
		.collect(Collectors.toUnmodifiableSet());

	private Decoder() {
	}

	static boolean canRead(String fileName) {
		int dot = fileName.lastIndexOf('.');
		return dot > 0 && SUFFIXES.contains(fileName.substring(dot + 1).toLowerCase(Locale.ROOT));
	}

	/**
	 * Decode a file in full.
	 */
	static BufferedImage decode(Path file) {
		return read(file, Integer.MAX_VALUE);
	}

	/**
	 * Decode only so many pixels of a file that a small rendition can be made of them.
	 * @param width how wide the result must be at least, if the file is that wide
	 */
	static BufferedImage decodeSmall(Path file, int width) {
		return read(file, width);
	}

	private static BufferedImage read(Path file, int width) {
		String name = String.valueOf(file.getFileName());
		try (ImageInputStream input = new FileImageInputStream(file.toFile())) {
			Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
			if (!readers.hasNext()) {
				throw new UnreadablePictureException(name, "it is not an image, or is damaged", null);
			}
			ImageReader reader = readers.next();
			try {
				reader.setInput(input, true, true);
				return opaque(reader.read(0, options(reader, name, width)));
			}
			finally {
				reader.dispose();
			}
		}
		catch (FileNotFoundException ex) {
			throw new UnreadablePictureException(name, "the file is not there any more, or may not be read", ex);
		}
		catch (IOException | RuntimeException ex) {
			throw (ex instanceof PictureException known) ? known
					: new UnreadablePictureException(name, "it is not an image, or is damaged", ex);
		}
		catch (OutOfMemoryError ex) {
			throw new OutOfSpaceException(
					"There is not enough memory left to decode '" + name + "'. Close some viewers and try again.");
		}
	}

	private static ImageReadParam options(ImageReader reader, String name, int width) throws IOException {
		long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
		if (pixels > MAXIMUM_PIXELS) {
			throw new UnreadablePictureException(name, "it has more than 150 million pixels", null);
		}
		ImageReadParam options = reader.getDefaultReadParam();
		int step = Math.max(1, reader.getWidth(0) / width);
		options.setSourceSubsampling(step, step, 0, 0);
		return options;
	}

	/**
	 * The same image in the form in which {@link Part} reads it.
	 */
	private static BufferedImage opaque(BufferedImage image) {
		if (image.getType() == BufferedImage.TYPE_3BYTE_BGR) {
			return image;
		}
		BufferedImage result = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
		Graphics2D graphics = result.createGraphics();
		graphics.drawImage(image, 0, 0, Color.WHITE, null);
		graphics.dispose();
		return result;
	}

}
