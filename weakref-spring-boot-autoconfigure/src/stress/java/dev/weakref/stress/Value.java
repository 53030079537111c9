package dev.weakref.stress;

/**
 * A value, which knows when the map should have forgotten it.
 */
final class Value {

	private volatile boolean over;

	private volatile long overSince;

	/**
	 * It was removed, replaced or collected: no look-up from now on may find it.
	 */
	void end() {
		this.overSince = System.nanoTime();
		this.over = true;
	}

	boolean wasOver(long time) {
		return this.over && this.overSince - time < 0;
	}

	boolean isOver() {
		return this.over;
	}

}
