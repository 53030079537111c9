package dev.weakref.demo.viewers;

import java.time.Duration;
import java.time.Instant;

import dev.weakref.demo.pictures.Caption;
import dev.weakref.demo.pictures.FoundPicture;
import dev.weakref.demo.pictures.Picture;
import org.jspecify.annotations.Nullable;

/**
 * A viewer of a picture, who holds it.
 */
public final class Viewer {

	private final String id;

	private final long number;

	private final boolean visitor;

	private final FoundPicture found;

	private volatile Instant lastSeen;

	private volatile @Nullable Caption caption;

	Viewer(String id, long number, boolean visitor, FoundPicture found, Instant now) {
		this.id = id;
		this.number = number;
		this.visitor = visitor;
		this.found = found;
		this.lastSeen = now;
	}

	/**
	 * The id that its browser uses.
	 * @return the id
	 */
	public String id() {
		return this.id;
	}

	/**
	 * Whether it is a visitor who comes and goes, not a window in a browser.
	 * @return whether it is
	 */
	public boolean isVisitor() {
		return this.visitor;
	}

	/**
	 * The picture that it shows.
	 * @return the picture
	 */
	public Picture picture() {
		return this.found.picture();
	}

	/**
	 * The caption that it shows, which it holds.
	 */
	@Nullable Caption caption() {
		return this.caption;
	}

	void show(@Nullable Caption caption) {
		this.caption = caption;
	}

	long number() {
		return this.number;
	}

	FoundPicture found() {
		return this.found;
	}

	void seen(Instant now) {
		this.lastSeen = now;
	}

	boolean wasSeenWithin(Duration time, Instant now) {
		return !this.lastSeen.plus(time).isBefore(now);
	}

}
