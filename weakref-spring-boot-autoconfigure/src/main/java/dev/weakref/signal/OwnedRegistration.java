package dev.weakref.signal;

import java.lang.ref.WeakReference;

import dev.weakref.Internal;
import dev.weakref.Registration;

/**
 * The registration of a receiver or listener. It ends when the owner of the receiver or
 * listener is collected. It holds neither the receiver nor the owner nor the object that
 * it was registered with, and need not be held. May be used by any number of threads.
 */
public final class OwnedRegistration implements Registration {

	final WeakReference<Owned> entry;

	/**
	 * Creates the registration of an entry.
	 * @param entry the entry, which is held weakly; its text describes the registration
	 * @hidden
	 */
	@Internal
	public OwnedRegistration(Owned entry) {
		this.entry = new WeakReference<>(entry);
	}

	/**
	 * Returns whether events still reach the receiver or listener: it has not been
	 * removed, neither its owner nor the sender it is registered for has been collected,
	 * and the application context is open. O(1). Makes no object strong.
	 * @return whether it is live
	 */
	public boolean isLive() {
		Owned entry = this.entry.get();
		return entry != null && entry.isLive();
	}

	/**
	 * Removes the receiver or listener. A call that another thread has begun, or an event
	 * of a signal that is being sent, may still reach it. Later calls have no effect.
	 */
	@Override
	public void close() {
		Owned entry = this.entry.get();
		if (entry != null) {
			entry.close();
		}
	}

	@Override
	public String toString() {
		Owned entry = this.entry.get();
		return "Registration[" + ((entry != null) ? entry : "ended") + "]";
	}

}
