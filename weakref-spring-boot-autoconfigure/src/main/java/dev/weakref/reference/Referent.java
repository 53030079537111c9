package dev.weakref.reference;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

import org.jspecify.annotations.Nullable;

/**
 * The one JVM reference to an object, which is at the same time its node in the table and
 * the head of the list of its watchers.
 *
 * <pre>
 *   first -> [ shared ref ] -> [ shared proxies ] -> newest -> ... -> oldest
 * </pre>
 *
 * The list is changed, and read beyond its first element, under the lock of the stripe.
 */
final class Referent extends WeakReference<Object> {

	final int hash;

	volatile @Nullable Referent next;

	volatile @Nullable Watcher first;

	Referent(Object object, int hash, ReferenceQueue<Object> queue) {
		super(object, queue);
		this.hash = hash;
	}

	/**
	 * Put a watcher before all that came earlier, but behind those that are shared.
	 */
	void add(Watcher watcher) {
		Watcher previous = null;
		Watcher following = this.first;
		while (following != null && following.rank() < watcher.rank()) {
			previous = following;
			following = following.nextWatcher();
		}
		watcher.setNextWatcher(following);
		link(previous, watcher);
	}

	/**
	 * Take a watcher out.
	 */
	boolean remove(Watcher watcher) {
		Watcher previous = null;
		Watcher found = this.first;
		while (found != null && found != watcher) {
			previous = found;
			found = found.nextWatcher();
		}
		if (found == null) {
			return false;
		}
		link(previous, found.nextWatcher());
		found.setNextWatcher(null);
		return true;
	}

	/**
	 * Find the shared watcher that can take the place of another one.
	 */
	@Nullable Watcher shared(Watcher wanted) {
		Watcher watcher = this.first;
		while (watcher != null && watcher.rank() <= wanted.rank()) {
			if (watcher.canStandFor(wanted)) {
				return watcher;
			}
			watcher = watcher.nextWatcher();
		}
		return null;
	}

	/**
	 * Give up the list after the object's death: shared watchers, which have nothing to
	 * be told, are dropped one by one, the others are returned.
	 */
	@Nullable Watcher take() {
		Watcher watcher = this.first;
		this.first = null;
		while (watcher != null && watcher.rank() < Watcher.OWN) {
			Watcher following = watcher.nextWatcher();
			watcher.setNextWatcher(null);
			watcher = following;
		}
		return watcher;
	}

	private void link(@Nullable Watcher previous, @Nullable Watcher watcher) {
		if (previous != null) {
			previous.setNextWatcher(watcher);
		}
		else {
			this.first = watcher;
		}
	}

}
