package dev.weakref.demo.pictures;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.weakref.cache.WeakCache;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.reaper.Reaper;
import dev.weakref.reference.Referents;

/**
 * Libraries with a few small pictures.
 */
public final class TestPictures {

	/**
	 * How many pictures the bounded store holds.
	 */
	public static final int BOUND = 3;

	private TestPictures() {
	}

	/**
	 * A library over a folder, with a cache of pictures that retains nothing.
	 */
	public static PictureLibrary library(Path folder, WeakCache<String, Picture> pictures, Reaper reaper) {
		return library(folder, new PictureStores(pictures, BOUND), reaper);
	}

	/**
	 * A library over a folder, with stores.
	 */
	public static PictureLibrary library(Path folder, PictureStores stores, Reaper reaper) {
		WeakCache<String, Thumbnail> thumbnails = WeakCache.<String, Thumbnail>builder("thumbnails", reaper).build();
		return new PictureLibrary(new PictureFolder(properties(folder)), stores,
				new Decodes(new Finalizers(new Referents(reaper))), thumbnails);
	}

	/**
	 * The stores; the bounded one holds {@link #BOUND} pictures.
	 */
	public static PictureStores stores(WeakCache<String, Picture> pictures) {
		return new PictureStores(pictures, BOUND);
	}

	/**
	 * Put pictures of one colour into a folder.
	 */
	public static void write(Path folder, String... names) {
		for (String name : names) {
			write(folder.resolve(name), Jpeg.encode(image(40, 30, 0x336699), 0.9f));
		}
	}

	/**
	 * Put a file into a folder that has the name of a picture but is none.
	 */
	public static void writeDamaged(Path file) {
		write(file, "This is not an image".getBytes());
	}

	static PicturesProperties properties(Path folder) {
		return new PicturesProperties(folder, 3, 40, 30);
	}

	static BufferedImage image(int width, int height, int colour) {
		BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
		for (int y = 0; y < height; y++) {
			for (int x = 0; x < width; x++) {
				image.setRGB(x, y, colour);
			}
		}
		return image;
	}

	private static void write(Path file, byte[] bytes) {
		try {
			Files.createDirectories(file.getParent());
			Files.write(file, bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
