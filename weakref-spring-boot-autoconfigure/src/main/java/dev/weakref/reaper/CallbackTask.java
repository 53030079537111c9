package dev.weakref.reaper;

import org.jspecify.annotations.Nullable;

/**
 * Runs a list of callbacks in one go.
 */
final class CallbackTask implements Runnable {

	private final Callbacks callbacks;

	private final long noticedAt;

	private @Nullable Callback first;

	private int length;

	CallbackTask(Callbacks callbacks, Callback first, int length, long noticedAt) {
		this.callbacks = callbacks;
		this.first = first;
		this.length = length;
		this.noticedAt = noticedAt;
	}

	@Override
	public void run() {
		long time = System.nanoTime();
		Callback callback = this.first;
		this.first = null;
		while (callback != null && !this.callbacks.isAbandoned()) {
			Callback next = callback.takeNext();
			time = this.callbacks.run(callback, this.noticedAt, time);
			callback = next;
			this.length--;
		}
		if (this.length > 0) {
			this.callbacks.forget(this.length);
		}
	}

}
