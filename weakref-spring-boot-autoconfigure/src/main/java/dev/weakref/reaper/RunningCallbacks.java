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
	 * @return what was noted
	 */
	Running begin(Callback callback, long since) {
		Thread thread = Thread.currentThread();
		if (!this.reaperThread.isServedBy(thread)) {
			Running running = Running.of(callback, since, false, this.elsewhere.get(thread));
			this.elsewhere.put(thread, running);
			return running;
		}
		Running running = Running.of(callback, since, true, this.onReaperThread);
		this.onReaperThread = running;
		return running;
	}

	/**
	 * Note that the calling thread has ended a callback.
	 */
	void end(Running running) {
		Thread thread = Thread.currentThread();
		if (running.onReaperThread()) {
			this.onReaperThread = running.outer();
		}
		else if (running.outer() != null) {
			this.elsewhere.put(thread, running.outer());
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
	 *
	 * @param code the class of the user code
	 * @param referent the class of the collected object
	 * @param outer the callback that the same thread runs already
	 */
	record Running(CallbackSource source, @Nullable Class<?> code, @Nullable Class<?> referent, long since,
			boolean onReaperThread, @Nullable Running outer) {

		static Running of(Callback callback, long since, boolean onReaperThread, @Nullable Running outer) {
			Object code = callback.code();
			return new Running(callback.source(), (code != null) ? code.getClass() : null, callback.referentType(),
					since, onReaperThread, outer);
		}

		/**
		 * The class by which the callbacks of a source are told apart.
		 */
		Class<?> type() {
			return (this.code != null) ? this.code : Object.class;
		}

		/**
		 * The source, the class of the callback and that of the object, if they are
		 * known: {@code reference (com.acme.Audit for a com.acme.Order)}.
		 */
		@Override
		public String toString() {
			String referent = (this.referent != null) ? " for a " + this.referent.getName() : "";
			return (this.code != null) ? this.source + " (" + this.code.getName() + referent + ")"
					: this.source.toString();
		}

	}

}
