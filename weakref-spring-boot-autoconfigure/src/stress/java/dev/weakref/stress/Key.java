package dev.weakref.stress;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A key, of which there may be several equal ones. Every other id has the hash code of
 * its neighbour.
 */
final class Key {

	private static final long MIX = 0x9E3779B97F4A7C15L;

	final long id;

	/** How many entries were made with this object. */
	final AtomicInteger entries = new AtomicInteger();

	/** How many of them were reported collected. */
	final AtomicInteger reports = new AtomicInteger();

	Key(long id) {
		this.id = id;
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Key key && key.id == this.id;
	}

	@Override
	public int hashCode() {
		return (int) (((this.id >>> 1) * MIX) >>> 32);
	}

	@Override
	public String toString() {
		return "key " + this.id;
	}

}
