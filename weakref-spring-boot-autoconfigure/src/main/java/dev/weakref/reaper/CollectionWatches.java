package dev.weakref.reaper;

import java.lang.ref.Reference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.weakref.Registration;

/**
 * Actions of the library's own that follow the collection of single objects.
 */
final class CollectionWatches {

	private final Set<Watch> watches = ConcurrentHashMap.newKeySet();

	Registration add(Object referent, Runnable action, Reaper reaper) {
		Watch watch = new Watch(referent, reaper, action);
		this.watches.add(watch);
		Reference.reachabilityFence(referent);
		return () -> this.watches.remove(watch);
	}

	void clear() {
		this.watches.clear();
	}

	private final class Watch extends ReapedReference<Object> {

		private final Runnable action;

		Watch(Object referent, Reaper reaper, Runnable action) {
			super(referent, reaper);
			this.action = action;
		}

		@Override
		protected void reap() {
			if (CollectionWatches.this.watches.remove(this)) {
				this.action.run();
			}
		}

	}

}
