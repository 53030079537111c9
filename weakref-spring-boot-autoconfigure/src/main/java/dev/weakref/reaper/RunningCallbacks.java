package dev.weakref.reaper;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.jspecify.annotations.Nullable;

/**
 * Which thread runs a callback of whom. The reaper thread, which may run a million in a
 * row, has a field of its own.
 */
final class RunningCallbacks {

	private final ConcurrentMap<Thread, CallbackSource> elsewhere = new ConcurrentHashMap<>();

	private final Inbox reaperThread;

	private volatile @Nullable CallbackSource onReaperThread;

	RunningCallbacks(Inbox reaperThread) {
		this.reaperThread = reaperThread;
	}

	/**
	 * Note that the calling thread begins a callback.
	 * @return whose callback it runs already, to be restored at the end
	 */
	@Nullable CallbackSource begin(CallbackSource source) {
		return set(source);
	}

	void end(@Nullable CallbackSource outer) {
		set(outer);
	}

	private @Nullable CallbackSource set(@Nullable CallbackSource source) {
		Thread thread = Thread.currentThread();
		if (this.reaperThread.isServedBy(thread)) {
			CallbackSource before = this.onReaperThread;
			this.onReaperThread = source;
			return before;
		}
		return (source != null) ? this.elsewhere.put(thread, source) : this.elsewhere.remove(thread);
	}

	boolean isCurrentThread() {
		Thread thread = Thread.currentThread();
		return (this.reaperThread.isServedBy(thread)) ? this.onReaperThread != null
				: this.elsewhere.containsKey(thread);
	}

	Collection<CallbackSource> sources() {
		List<CallbackSource> sources = new ArrayList<>(this.elsewhere.values());
		CallbackSource onReaperThread = this.onReaperThread;
		if (onReaperThread != null) {
			sources.add(onReaperThread);
		}
		return sources;
	}

}
