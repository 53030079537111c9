package dev.weakref.demo.pictures;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.weakref.cache.WeakCache;

import org.springframework.stereotype.Service;

/**
 * Pictures by name, each decoded once for all who look at it at the same time.
 */
@Service
public class PictureLibrary {

	private static final int THUMBNAIL_WIDTH = 480;

	private final PictureFolder folder;

	private final WeakCache<String, Picture> pictures;

	private final WeakCache<String, Thumbnail> thumbnails;

	private final AtomicInteger decodes = new AtomicInteger();

	private final Map<String, Decode> lastDecodes = new ConcurrentHashMap<>();

	PictureLibrary(PictureFolder folder, WeakCache<String, Picture> pictures, WeakCache<String, Thumbnail> thumbnails) {
		this.folder = folder;
		this.pictures = pictures;
		this.thumbnails = thumbnails;
	}

	/**
	 * A decoded picture: the one that others look at, or else a new one.
	 * @param name its name
	 * @return the picture, which stays in the cache for as long as it is held elsewhere
	 * @throws PictureException if it cannot be shown
	 */
	public FoundPicture picture(String name) {
		Path file = this.folder.file(name);
		AtomicBoolean decoded = new AtomicBoolean();
		long start = System.nanoTime();
		Picture picture = this.pictures.get(name, (key) -> {
			decoded.set(true);
			return decode(key, file);
		});
		return new FoundPicture(picture, decoded.get(), Duration.ofNanos(System.nanoTime() - start));
	}

	/**
	 * All pictures, and which are in memory.
	 * @return the pictures, sorted by name
	 */
	public List<PictureState> states() {
		return this.folder.names().stream().map(this::state).toList();
	}

	/**
	 * A small rendition of a picture.
	 * @param name its name
	 * @return a JPEG
	 * @throws PictureException if it cannot be shown
	 */
	public byte[] thumbnail(String name) {
		Path file = this.folder.file(name);
		return this.thumbnails.get(name, (key) -> decodeThumbnail(file)).jpeg();
	}

	private PictureState state(String name) {
		Decode last = this.lastDecodes.getOrDefault(name, Decode.NONE);
		return new PictureState(name, this.pictures.contains(name), last.number(), last.bytes());
	}

	private Picture decode(String name, Path file) {
		BufferedImage image = Decoder.decode(file);
		Picture picture = new Picture(name, this.decodes.incrementAndGet(), image);
		this.lastDecodes.put(name, new Decode(picture.decode(), picture.bytes()));
		return picture;
	}

	private static Thumbnail decodeThumbnail(Path file) {
		BufferedImage image = Decoder.decodeSmall(file, 2 * THUMBNAIL_WIDTH);
		return new Thumbnail(Jpeg.encode(Part.whole(THUMBNAIL_WIDTH).of(image), 0.85f));
	}

	/**
	 * The facts about a decode, which stay after its picture has gone.
	 */
	private record Decode(int number, long bytes) {

		static final Decode NONE = new Decode(0, 0);

	}

}
