package dev.weakref.reference;

import dev.weakref.reaper.CallbackSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the node of an object while the object is live, so that its identity key stays
 * the same. It is not visible to users.
 */
final class Pin extends Watcher {

	private final CallbackSource source;

	Pin(CallbackSource source) {
		this.source = source;
	}

	@Override
	protected @Nullable Object handle() {
		return null;
	}

	@Override
	boolean isHeld() {
		return false;
	}

	@Override
	int rank() {
		return SHARED;
	}

	@Override
	protected CallbackSource source() {
		return this.source;
	}

	@Override
	protected @Nullable Object code() {
		return null;
	}

	@Override
	protected boolean run() {
		return false;
	}

}
