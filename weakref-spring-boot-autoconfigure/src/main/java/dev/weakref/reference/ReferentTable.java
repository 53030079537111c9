package dev.weakref.reference;

import java.lang.ref.ReferenceQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * A hash table of nodes by the identity of their object, with one lock. {@link Referents}
 * has several, so that threads seldom wait for each other. No user code runs under the
 * lock.
 * <p>
 * Growing relinks nodes while other threads may search without the lock. Such a thread
 * may miss a node, and then has to search again with the lock. It never finds a wrong
 * node, since it compares the objects.
 */
final class ReferentTable {

	private static final int INITIAL_SLOTS = 8;

	/** How many lower bits of a hash choose the table; the others choose the slot. */
	private final int shift;

	private volatile AtomicReferenceArray<@Nullable Referent> slots = new AtomicReferenceArray<>(INITIAL_SLOTS);

	private int size;

	ReferentTable(int shift) {
		this.shift = shift;
	}

	/**
	 * Searches a node without the lock.
	 * @return the node, or {@code null} if it is not there or was missed
	 */
	@Nullable Referent findWithoutLock(Object object, int hash) {
		AtomicReferenceArray<@Nullable Referent> slots = this.slots;
		Referent node = slots.getAcquire(index(hash, slots.length()));
		while (node != null && !node.refersTo(object)) {
			node = node.next;
		}
		return node;
	}

	/**
	 * Searches a node with the lock.
	 */
	synchronized @Nullable Referent find(Object object, int hash) {
		return findWithoutLock(object, hash);
	}

	synchronized void add(Object object, int hash, Watcher watcher, ReferenceQueue<Object> queue) {
		add(findOrCreate(object, hash, queue), watcher);
	}

	/**
	 * Adds an unhashed node with its watcher. If the object has a node here, only the
	 * watcher is added to that one.
	 */
	synchronized void add(Object object, int hash, Referent node, Watcher watcher) {
		Referent present = findWithoutLock(object, hash);
		if (present != null) {
			add(present, watcher);
			node.first(null);
		}
		else {
			makeRoom();
			node.hash = hash;
			link(node);
		}
	}

	/**
	 * Returns the shared handle of this kind; if there is none, shares the given one.
	 * @param handle the given one
	 * @param watcher its watcher
	 * @return the shared handle
	 */
	synchronized Object share(Object object, int hash, Object kind, Object handle, Watcher watcher,
			ReferenceQueue<Object> queue) {
		Referent node = findOrCreate(object, hash, queue);
		Object shared = node.shared(kind);
		if (shared != null) {
			return shared;
		}
		add(node, watcher);
		return handle;
	}

	synchronized @Nullable Object findShared(Object object, int hash, Object kind) {
		Referent node = findWithoutLock(object, hash);
		return (node != null) ? node.shared(kind) : null;
	}

	/**
	 * Keeps a node for as long as its object is live.
	 */
	synchronized void pin(Referent node, Pin pin) {
		if (!node.isPinned()) {
			add(node, pin);
		}
	}

	/**
	 * Removes a watcher from the list of its node, and the node if it was the last one.
	 */
	synchronized void remove(Referent node, Watcher watcher) {
		if (node.remove(watcher) && node.first() == null) {
			unlink(node);
		}
	}

	/**
	 * Removes a node whose object has been collected.
	 * @return the first of the watchers to be called, or {@code null} if there is none or
	 * the node was removed before
	 */
	synchronized @Nullable Watcher take(Referent node) {
		if (node.first() == null) {
			return null;
		}
		unlink(node);
		return node.take();
	}

	synchronized void forEach(Object object, int hash, Consumer<Watcher> action) {
		Referent node = findWithoutLock(object, hash);
		if (node != null) {
			forEach(node, action);
		}
	}

	synchronized void forEach(Consumer<Watcher> action) {
		AtomicReferenceArray<@Nullable Referent> slots = this.slots;
		for (int i = 0; i < slots.length(); i++) {
			for (Referent node = slots.getPlain(i); node != null; node = node.next) {
				forEach(node, action);
			}
		}
	}

	synchronized int size() {
		return this.size;
	}

	private static void forEach(Referent node, Consumer<Watcher> action) {
		for (Watcher watcher = node.first(); watcher != null; watcher = watcher.nextWatcher()) {
			action.accept(watcher);
		}
	}

	private static void add(Referent node, Watcher watcher) {
		watcher.attach(node);
		node.add(watcher);
	}

	private Referent findOrCreate(Object object, int hash, ReferenceQueue<Object> queue) {
		Referent node = findWithoutLock(object, hash);
		if (node == null) {
			makeRoom();
			node = new Referent(object, hash, queue);
			link(node);
		}
		return node;
	}

	private void makeRoom() {
		if (this.size >= this.slots.length() - (this.slots.length() >>> 2)) {
			grow();
		}
	}

	private void link(Referent node) {
		this.size++;
		link(node, this.slots);
	}

	private void link(Referent node, AtomicReferenceArray<@Nullable Referent> slots) {
		int index = index(node.hash, slots.length());
		node.next = slots.getPlain(index);
		slots.setRelease(index, node);
	}

	private void unlink(Referent node) {
		AtomicReferenceArray<@Nullable Referent> slots = this.slots;
		int index = index(node.hash, slots.length());
		Referent previous = null;
		Referent found = slots.getPlain(index);
		while (found != null && found != node) {
			previous = found;
			found = found.next;
		}
		if (found == null) {
			return;
		}
		this.size--;
		if (previous != null) {
			previous.next = node.next;
		}
		else {
			slots.setRelease(index, node.next);
		}
	}

	private void grow() {
		AtomicReferenceArray<@Nullable Referent> old = this.slots;
		if (old.length() > (Integer.MAX_VALUE >>> (this.shift + 1))) {
			return;
		}
		AtomicReferenceArray<@Nullable Referent> larger = new AtomicReferenceArray<>(old.length() << 1);
		for (int i = 0; i < old.length(); i++) {
			for (Referent node = old.getPlain(i); node != null;) {
				Referent next = node.next;
				link(node, larger);
				node = next;
			}
		}
		this.slots = larger;
	}

	private int index(int hash, int length) {
		return (hash >>> this.shift) & (length - 1);
	}

}
