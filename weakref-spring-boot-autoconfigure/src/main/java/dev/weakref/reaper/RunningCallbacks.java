package dev.weakref.reaper;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The callback that each thread is running. The reaper thread, which may run a million in
 * a row, has a field of its own.
 */
final class RunningCallbacks {

	private final ConcurrentMap<Thread, Running> elsewhere = new ConcurrentHashMap<>();

	private final Thread reaperThread;

	private volatile @Nullable Running onReaperThread;

	RunningCallbacks(Thread reaperThread) {
		this.reaperThread = reaperThread;
	}

	/**
	 * Records that the calling thread begins a callback.
	 * @param since the current {@link System#nanoTime()}
	 * @return the record, to be passed to {@link #end}
	 */
	Running begin(Callback callback, long since) {
		Thread thread = Thread.currentThread();
		if (thread == this.reaperThread) {
			Running running = Running.of(callback, since, true, this.onReaperThread);
			this.onReaperThread = running;
			return running;
		}
		Running running = Running.of(callback, since, false, this.elsewhere.get(thread));
		this.elsewhere.put(thread, running);
		return running;
	}

	/**
	 * Records that the calling thread has ended a callback.
	 */
	void end(Running running) {
		if (running.onReaperThread()) {
			this.onReaperThread = running.outer();
		}
		else if (running.outer() != null) {
			this.elsewhere.put(Thread.currentThread(), running.outer());
		}
		else {
			this.elsewhere.remove(Thread.currentThread());
		}
	}

	/**
	 * Returns whether the calling thread is running a callback.
	 */
	boolean isCurrentThread() {
		Thread thread = Thread.currentThread();
		return (thread == this.reaperThread) ? this.onReaperThread != null : this.elsewhere.containsKey(thread);
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
	 * @param code the class of the user code, {@code Object} if there is none left
	 * @param referent the class of the collected object, if it is known
	 * @param outer the callback during which the same thread began this one
	 */
	record Running(CallbackSource source, Class<?> code, @Nullable Class<?> referent, long since,
			boolean onReaperThread, @Nullable Running outer) {

		static Running of(Callback callback, long since, boolean onReaperThread, @Nullable Running outer) {
			Object code = callback.code();
			return new Running(callback.source(), (code != null) ? code.getClass() : Object.class,
					callback.referentType(), since, onReaperThread, outer);
		}

		/**
		 * Returns the source, the class of the user code and that of the object, if they
		 * are known: {@code reference (com.acme.Audit for a com.acme.Order)}.
		 */
		@Override
		public String toString() {
			String referent = (this.referent != null) ? " for a " + this.referent.getName() : "";
			return (this.code != Object.class) ? this.source + " (" + this.code.getName() + referent + ")"
					: this.source.toString();
		}

	}

}
