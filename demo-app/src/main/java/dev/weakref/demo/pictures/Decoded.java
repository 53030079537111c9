package dev.weakref.demo.pictures;

import java.lang.ref.WeakReference;

/**
 * A decode: its picture may be in memory or not, which this object does not change.
 */
public final class Decoded {

	private final int number;

	private final String name;

	private final long bytes;

	private final WeakReference<Picture> picture;

	private volatile long calledBackAt;

	private volatile boolean calledBack;

	Decoded(Picture picture) {
		this.number = picture.decode();
		this.name = picture.name();
		this.bytes = picture.bytes();
		this.picture = new WeakReference<>(picture);
	}

	/**
	 * The number of the decode, counted since the start.
	 * @return a number from 1
	 */
	public int number() {
		return this.number;
	}

	/**
	 * The name of the picture.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * How much memory its pixels take.
	 * @return the number of bytes
	 */
	public long bytes() {
		return this.bytes;
	}

	/**
	 * Whether the collector has not taken the picture.
	 * @return whether it is in memory
	 */
	public boolean isLive() {
		return !this.picture.refersTo(null);
	}

	/**
	 * Whether the callback after the collection has run.
	 * @return whether it has
	 */
	public boolean isCalledBack() {
		return this.calledBack;
	}

	/**
	 * When the callback ran.
	 * @return the {@link System#nanoTime()}
	 */
	public long calledBackAt() {
		return this.calledBackAt;
	}

	void callBack(long now) {
		this.calledBackAt = now;
		this.calledBack = true;
	}

}
