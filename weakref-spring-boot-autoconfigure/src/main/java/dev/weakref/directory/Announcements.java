package dev.weakref.directory;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls listeners in the order of the announcements, one at a time and with no lock held.
 * If several threads announce at the same time, one of them makes the calls of all.
 */
final class Announcements {

	private static final Logger logger = LoggerFactory.getLogger(Announcements.class);

	private final Queue<Announcement> waiting = new ConcurrentLinkedQueue<>();

	private final AtomicInteger calls = new AtomicInteger();

	/**
	 * Adds an announcement.
	 * @param listener the listener
	 * @param call calls the listener
	 */
	void add(Object listener, Runnable call) {
		this.waiting.add(new Announcement(listener, call));
	}

	/**
	 * Makes the announcements that wait. If another thread, or a caller further up this
	 * stack, is making announcements, that thread or caller makes these too.
	 */
	void make() {
		if (this.calls.getAndIncrement() > 0) {
			return;
		}
		int seen = 1;
		do {
			for (Announcement next = this.waiting.poll(); next != null; next = this.waiting.poll()) {
				make(next);
			}
			seen = this.calls.addAndGet(-seen);
		}
		while (seen > 0);
	}

	private static void make(Announcement announcement) {
		try {
			announcement.call().run();
		}
		catch (Throwable ex) {
			logger.warn("The listener {} failed and may have missed a change",
					announcement.listener().getClass().getName(), ex);
		}
	}

	private record Announcement(Object listener, Runnable call) {
	}

}
