package dev.weakref.directory;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes announcements in the order in which they came in, never two at a time, and with
 * no lock held: the thread that finds nobody at it makes those of all others as well.
 */
final class Announcements {

	private static final Logger logger = LoggerFactory.getLogger(Announcements.class);

	private final Queue<Announcement> waiting = new ConcurrentLinkedQueue<>();

	private final AtomicInteger calls = new AtomicInteger();

	/**
	 * Add an announcement.
	 * @param listener is told
	 * @param telling tells it
	 */
	void add(Object listener, Runnable telling) {
		this.waiting.add(new Announcement(listener, telling));
	}

	/**
	 * Make what has come in, unless another thread, or this one further up its stack, is
	 * at it and will do so.
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
			announcement.telling().run();
		}
		catch (Throwable ex) {
			logger.warn("The listener {} failed, and may not know what there is",
					announcement.listener().getClass().getName(), ex);
		}
	}

	private record Announcement(Object listener, Runnable telling) {
	}

}
