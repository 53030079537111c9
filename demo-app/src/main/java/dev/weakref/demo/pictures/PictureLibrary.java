package dev.weakref.demo.pictures;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.weakref.cache.WeakCache;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/**
 * Pictures by name, each decoded once for all who look at it at the same time.
 */
@Service
public class PictureLibrary {

	private static final int THUMBNAIL_WIDTH = 480;

	private final PictureFolder folder;

	private final PictureStores stores;

	private final Decodes decodes;

	private final WeakCache<String, Thumbnail> thumbnails;

	PictureLibrary(PictureFolder folder, PictureStores stores, Decodes decodes,
			WeakCache<String, Thumbnail> thumbnails) {
		this.folder = folder;
		this.stores = stores;
		this.decodes = decodes;
		this.thumbnails = thumbnails;
	}

	/**
	 * A decoded picture: the one that others look at, or else a new one.
	 * @param name its name
	 * @return the picture
	 * @throws PictureException if it cannot be shown
	 */
	public FoundPicture picture(String name) {
		Path file = this.folder.file(name);
		AtomicBoolean decoded = new AtomicBoolean();
		long start = System.nanoTime();
		Picture picture = this.stores.current().get(name, (key) -> {
			decoded.set(true);
			return this.decodes.decode(key, file);
		});
		return new FoundPicture(picture, decoded.get(), Duration.ofNanos(System.nanoTime() - start));
	}

	/**
	 * The decodes whose pictures are in memory, and which of them the store holds.
	 * @return the decodes, the oldest first, each with whether the store holds it
	 */
	public Map<Decoded, Boolean> decodes() {
		Set<Integer> held = this.stores.current().held();
		Map<Decoded, Boolean> decodes = new LinkedHashMap<>();
		this.decodes.live().forEach((decoded) -> decodes.put(decoded, held.contains(decoded.number())));
		return decodes;
	}

	/**
	 * All pictures, and which are in memory.
	 * @return the pictures, sorted by name
	 */
	public List<PictureState> states() {
		return states(this.decodes.live());
	}

	/**
	 * All pictures, and which are in memory.
	 * @param live the decodes whose pictures are, the oldest first
	 * @return the pictures, sorted by name
	 */
	public List<PictureState> states(Collection<Decoded> live) {
		Map<String, Decoded> newest = live.stream()
			.collect(Collectors.toMap(Decoded::name, Function.identity(), (older, newer) -> newer));
		return this.folder.names().stream().map((name) -> state(name, newest.get(name))).toList();
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

	private PictureState state(String name, @Nullable Decoded live) {
		Decoded latest = (live != null) ? live : this.decodes.latest(name);
		return (latest != null) ? new PictureState(name, live != null, latest.number(), latest.bytes())
				: new PictureState(name, false, 0, 0);
	}

	private static Thumbnail decodeThumbnail(Path file) {
		BufferedImage image = Decoder.decodeSmall(file, 2 * THUMBNAIL_WIDTH);
		return new Thumbnail(Jpeg.encode(Part.whole(THUMBNAIL_WIDTH).of(image), 0.85f));
	}

}
