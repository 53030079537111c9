package dev.weakref.reference;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

import org.jspecify.annotations.Nullable;

/**
 * The JVM reference to an object, which is at the same time its node in a table and the
 * head of the list of its watchers.
 *
 * <pre>
 *   first -> [ shared ref ] -> [ shared proxies, pin ] -> newest -> ... -> oldest
 * </pre>
 *
 * The list is changed, and read beyond its first element, under the lock of the table.
 */
final class Referent extends WeakReference<Object> {

	private static final VarHandle FIRST;

	static {
		try {
			FIRST = MethodHandles.lookup().findVarHandle(Referent.class, "first", Watcher.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	/** The hash of a node that is not in a table but in {@link UnhashedReferents}. */
	static final int UNHASHED = -1;

	/** Changes once, when an unhashed node is moved to a table. */
	int hash;

	/** The next node in the slot of the table. */
	volatile @Nullable Referent next;

	/** The neighbours of an unhashed node. */
	@Nullable Referent older;

	@Nullable Referent newer;

	private @Nullable Watcher first;

	Referent(Object object, int hash, ReferenceQueue<Object> queue) {
		super(object, queue);
		this.hash = hash;
	}

	@Nullable Watcher first() {
		return (Watcher) FIRST.getAcquire(this);
	}

	void first(@Nullable Watcher first) {
		FIRST.setRelease(this, first);
	}

	/**
	 * Adds a watcher before all older ones, but behind the shared ones.
	 */
	void add(Watcher watcher) {
		Watcher previous = null;
		Watcher following = first();
		while (following != null && following.rank() < watcher.rank()) {
			previous = following;
			following = following.nextWatcher();
		}
		link(watcher, following);
		link(previous, watcher);
	}

	/**
	 * Removes a watcher. O(1), so that a million of them can be removed one by one.
	 * @return whether it was in the list
	 */
	boolean remove(Watcher watcher) {
		Watcher previous = watcher.previous;
		if (previous == null && first() != watcher) {
			return false;
		}
		link(previous, watcher.nextWatcher());
		watcher.previous = null;
		watcher.setNextWatcher(null);
		return true;
	}

	/**
	 * Returns the shared handle of a kind.
	 * @return the handle, or {@code null} if there is none that is held
	 */
	@Nullable Object shared(Object kind) {
		Watcher watcher = first();
		while (watcher != null && watcher.rank() < Watcher.OWN) {
			Object handle = watcher.isOfKind(kind) ? watcher.handle() : null;
			if (handle != null) {
				return handle;
			}
			watcher = watcher.nextWatcher();
		}
		return null;
	}

	/**
	 * Returns whether there is a pin in the list.
	 */
	boolean isPinned() {
		Watcher watcher = first();
		while (watcher != null && watcher.rank() < Watcher.OWN) {
			if (watcher instanceof Pin) {
				return true;
			}
			watcher = watcher.nextWatcher();
		}
		return false;
	}

	/**
	 * Empties the list after the object has been collected. Shared watchers, which have
	 * no callback, are dropped one by one; the others are returned, linked forwards only.
	 */
	@Nullable Watcher take() {
		Watcher watcher = first();
		first(null);
		while (watcher != null && watcher.rank() < Watcher.OWN) {
			Watcher following = watcher.nextWatcher();
			watcher.previous = null;
			watcher.setNextWatcher(null);
			watcher = following;
		}
		for (Watcher each = watcher; each != null; each = each.nextWatcher()) {
			each.previous = null;
		}
		return watcher;
	}

	private void link(@Nullable Watcher previous, @Nullable Watcher watcher) {
		if (previous != null) {
			previous.setNextWatcher(watcher);
		}
		else {
			first(watcher);
		}
		if (watcher != null) {
			watcher.previous = previous;
		}
	}

}
