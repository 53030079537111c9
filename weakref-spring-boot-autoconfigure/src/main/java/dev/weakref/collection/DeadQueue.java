package dev.weakref.collection;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.weakref.reaper.Drainable;

/**
 * Where the JVM hands over the dead references of a table. Whoever comes by may drain it.
 */
final class DeadQueue {

	private final ReferenceQueue<Object> queue = new ReferenceQueue<>();

	private final AtomicBoolean helping = new AtomicBoolean();

	ReferenceQueue<Object> references() {
		return this.queue;
	}

	/**
	 * Drain some, unless a helper is at it already: a listener may write to its table,
	 * and so come back here for every dead entry there is.
	 */
	void help(Drainable table, int most) {
		Reference<?> dead = (this.helping.get()) ? null : this.queue.poll();
		if (dead != null) {
			help(table, dead, most);
		}
	}

	private void help(Drainable table, Reference<?> first, int most) {
		boolean alone = this.helping.compareAndSet(false, true);
		try {
			Reference<?> dead = first;
			for (int i = 1; dead != null; i++) {
				table.drain(dead);
				dead = (alone && i < most) ? this.queue.poll() : null;
			}
		}
		finally {
			if (alone) {
				this.helping.set(false);
			}
		}
	}

	/**
	 * Drain all there are.
	 */
	void drain(Drainable table) {
		for (Reference<?> dead = this.queue.poll(); dead != null; dead = this.queue.poll()) {
			table.drain(dead);
		}
	}

}
