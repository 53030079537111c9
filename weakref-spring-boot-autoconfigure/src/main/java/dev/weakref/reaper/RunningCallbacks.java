package dev.weakref.reaper;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Which thread runs a callback of whom, and since when. The reaper thread, which may run
 * a million in a row, has a field of its own.
 */
final class RunningCallbacks {

	private final ConcurrentMap<Thread, Running> elsewhere = new ConcurrentHashMap<>();

	private final Inbox reaperThread;

	private volatile @Nullable Running onReaperThread;

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
		Running outer = this.onReaperThread;
		this.onReaperThread = new Running(source, since, true);
		return outer;
	}

	/**
	 * Note that the calling thread has ended a callback.
	 */
	void end(@Nullable Running outer) {
		Thread thread = Thread.currentThread();
		if (this.reaperThread.isServedBy(thread)) {
			this.onReaperThread = outer;
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
		Running onReaperThread = this.onReaperThread;
		if (onReaperThread != null) {
			action.accept(onReaperThread);
		}
	}

	/**
	 * A callback that has begun.
	 */
	record Running(CallbackSource source, long since, boolean onReaperThread) {
	}

}
