package dev.weakref.reaper;

import java.lang.ref.ReferenceQueue;

/**
 * The reference queue of a reaper, which it gives up at its end: what is enqueued later,
 * when nobody polls any more, is not to be held by those who still hold the reaper.
 */
final class ReapedQueue {

	private volatile ReferenceQueue<Object> queue = new ReferenceQueue<>();

	ReferenceQueue<Object> get() {
		return this.queue;
	}

	void giveUp() {
		this.queue = new ReferenceQueue<>();
	}

}
