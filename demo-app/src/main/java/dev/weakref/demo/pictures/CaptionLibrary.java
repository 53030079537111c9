package dev.weakref.demo.pictures;

import java.util.Map;
import java.util.stream.Collectors;

import dev.weakref.cache.WeakCache;

import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Service;

/**
 * CaptionLibrary of pictures, which all instances of the demo share through Redis. Each
 * reads Redis only for a caption that has changed, or that it does not have.
 */
@Service
@Profile("redis")
public class CaptionLibrary {

	private final WeakCache<String, Caption> captions;

	private final PictureFolder folder;

	CaptionLibrary(WeakCache<String, Caption> captions, PictureFolder folder) {
		this.captions = captions;
		this.folder = folder;
	}

	/**
	 * The present captions of all pictures.
	 * @return the captions by the names of the pictures
	 */
	public Map<String, Caption> all() {
		return this.folder.names().stream().collect(Collectors.toMap((name) -> name, this::caption));
	}

	/**
	 * Whether a caption that was found earlier is still the present one.
	 * @param picture the name of the picture
	 * @param caption the caption
	 * @return false if it was superseded, by whatever instance
	 */
	public boolean isCurrent(String picture, Caption caption) {
		return this.captions.isCurrent(picture, caption);
	}

	/**
	 * Write a caption for all instances to see.
	 * @param picture the name of the picture
	 * @param typed the text, or an empty one for the title of the picture
	 * @throws PictureException if there is no such picture
	 */
	public void write(String picture, String typed) {
		this.folder.file(picture);
		this.captions.put(picture, Caption.of(typed, Titles.of(picture)));
	}

	private Caption caption(String picture) {
		return this.captions.get(picture, (name) -> new Caption(Titles.of(name)));
	}

}
