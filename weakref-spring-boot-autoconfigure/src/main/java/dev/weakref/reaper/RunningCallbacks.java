package dev.weakref.reaper;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Which thread runs a callback of whom, and since when. The reaper thread, which may run
 * a million in a row, has fields of its own.
 */
final class RunningCallbacks {

	private final ConcurrentMap<Thread, Running> elsewhere = new ConcurrentHashMap<>();

	private final Inbox reaperThread;

	private volatile @Nullable CallbackSource onReaperThread;

	/**
	 * Written while the source is {@code null} or the one before, so that who sees a
	 * source twice has read its time in between, or a later one.
	 */
	private final AtomicLong onReaperThreadSince = new AtomicLong();

	RunningCallbacks(Inbox reaperThread) {
		this.reaperThread = reaperThread;
	}

	/**
	 * Note that the calling thread begins a callback.
	 * @param since when, in {@link System#nanoTime()}
	 * @return which callback it runs already, to be restored at the end
	 */
	@Nullable Running begin(CallbackSource source, long since) {
		Thread thread = Thread.currentThread();
		if (!this.reaperThread.isServedBy(thread)) {
			return this.elsewhere.put(thread, new Running(source, since, false));
		}
		Running outer = onReaperThread();
		this.onReaperThreadSince.setRelease(since);
		this.onReaperThread = source;
		return outer;
	}

	/**
	 * Note that the calling thread has ended a callback.
	 */
	void end(@Nullable Running outer) {
		Thread thread = Thread.currentThread();
		if (this.reaperThread.isServedBy(thread)) {
			this.onReaperThread = null;
			if (outer != null) {
				this.onReaperThreadSince.setRelease(outer.since());
				this.onReaperThread = outer.source();
			}
		}
		else if (outer != null) {
			this.elsewhere.put(thread, outer);
		}
		else {
			this.elsewhere.remove(thread);
		}
	}

	boolean isCurrentThread() {
		Thread thread = Thread.currentThread();
		return (this.reaperThread.isServedBy(thread)) ? this.onReaperThread != null
				: this.elsewhere.containsKey(thread);
	}

	void forEach(Consumer<Running> action) {
		this.elsewhere.values().forEach(action);
		Running onReaperThread = onReaperThread();
		if (onReaperThread != null) {
			action.accept(onReaperThread);
		}
	}

	private @Nullable Running onReaperThread() {
		CallbackSource source = this.onReaperThread;
		long since = this.onReaperThreadSince.getAcquire();
		return (source != null && source == this.onReaperThread) ? new Running(source, since, true) : null;
	}

	/**
	 * A callback that has begun.
	 */
	record Running(CallbackSource source, long since, boolean onReaperThread) {
	}

}
