package dev.weakref.reaper;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.weakref.Registration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queues of the structures a reaper looks after. Holds the queues, not the
 * structures.
 */
final class WatchedQueues {

	private static final Logger logger = LoggerFactory.getLogger(WatchedQueues.class);

	private final Set<Watch> watches = ConcurrentHashMap.newKeySet();

	Registration add(ReferenceQueue<?> queue, Drainable owner, Reaper reaper) {
		Watch watch = new Watch(owner, reaper, queue);
		this.watches.add(watch);
		Reference.reachabilityFence(owner);
		return () -> this.watches.remove(watch);
	}

	/**
	 * Pass on all that the queues hold.
	 * @return whether there was anything
	 */
	boolean drain() {
		boolean any = false;
		for (Watch watch : this.watches) {
			any |= watch.drain();
		}
		return any;
	}

	void clear() {
		this.watches.clear();
	}

	private final class Watch extends ReapedReference<Drainable> {

		private final ReferenceQueue<?> queue;

		Watch(Drainable owner, Reaper reaper, ReferenceQueue<?> queue) {
			super(owner, reaper);
			this.queue = queue;
		}

		/**
		 * Asks for the owner only when there is something for it: asking more often would
		 * keep it alive under a concurrent collector.
		 */
		boolean drain() {
			Reference<?> dead = this.queue.poll();
			if (dead == null) {
				return false;
			}
			Drainable owner = get();
			while (dead != null && owner != null) {
				drain(owner, dead);
				dead = this.queue.poll();
			}
			if (owner != null) {
				owner.drained();
			}
			return true;
		}

		private static void drain(Drainable owner, Reference<?> dead) {
			try {
				owner.drain(dead);
			}
			catch (Throwable ex) {
				logger.error("A dead reference of a {} could not be drained", owner.getClass().getName(), ex);
			}
		}

		@Override
		protected void reap() {
			WatchedQueues.this.watches.remove(this);
		}

	}

}
