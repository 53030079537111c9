package dev.weakref.reference;

import java.lang.ref.ReferenceQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * A part of the table of {@link Referents}, with a lock of its own. No user code runs
 * under the lock.
 * <p>
 * Growing relinks nodes under the feet of threads that search without the lock. Such a
 * thread may miss a node, and then has to search again with the lock; it never finds a
 * wrong one, since nodes are recognized by their object.
 */
final class Stripe {

	private static final int INITIAL_SLOTS = 8;

	/** The lower bits of a hash choose the stripe, so slots are chosen by the others. */
	private final int shift;

	private volatile AtomicReferenceArray<@Nullable Referent> slots = new AtomicReferenceArray<>(INITIAL_SLOTS);

	private int size;

	Stripe(int shift) {
		this.shift = shift;
	}

	/**
	 * Find a node without the lock.
	 * @return the node, or {@code null} if it is not there or was missed
	 */
	@Nullable Referent glimpse(Object object, int hash) {
		AtomicReferenceArray<@Nullable Referent> slots = this.slots;
		Referent node = slots.getAcquire(index(hash, slots.length()));
		while (node != null && !node.refersTo(object)) {
			node = node.next;
		}
		return node;
	}

	/**
	 * Find a node with the lock.
	 */
	synchronized @Nullable Referent find(Object object, int hash) {
		return glimpse(object, hash);
	}

	synchronized void add(Object object, int hash, Watcher watcher, ReferenceQueue<Object> queue) {
		add(findOrCreate(object, hash, queue), watcher);
	}

	/**
	 * Add a watcher that comes with a node of its own, which is used if the object has
	 * none here.
	 */
	synchronized void file(Object object, int hash, Referent node, Watcher watcher) {
		Referent present = glimpse(object, hash);
		if (present != null) {
			add(present, watcher);
			node.first(null);
		}
		else {
			node.hash = hash;
			link(node);
		}
	}

	/**
	 * Find the shared handle of this kind, or share another one.
	 * @param handle the other one
	 * @param watcher its watcher
	 * @return the handle that is shared
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
		Referent node = glimpse(object, hash);
		return (node != null) ? node.shared(kind) : null;
	}

	/**
	 * Let a node stay for as long as its object lives.
	 */
	synchronized void pin(Referent node, Pin pin) {
		if (!node.isPinned()) {
			add(node, pin);
		}
	}

	/**
	 * Take a watcher out of the list of its node, and the node out if it was the last.
	 */
	synchronized void remove(Referent node, Watcher watcher) {
		if (node.remove(watcher) && node.first() == null) {
			unlink(node);
		}
	}

	/**
	 * Take a dead node out.
	 * @return the first of those that are to be told, or {@code null} if there is none or
	 * the node is not here any more
	 */
	synchronized @Nullable Watcher take(Referent node) {
		if (node.first() == null) {
			return null;
		}
		unlink(node);
		return node.take();
	}

	synchronized void forEach(Object object, int hash, Consumer<Watcher> action) {
		Referent node = glimpse(object, hash);
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
		Referent node = glimpse(object, hash);
		if (node == null) {
			node = new Referent(object, hash, queue);
			link(node);
		}
		return node;
	}

	private void link(Referent node) {
		if (this.size >= this.slots.length() - (this.slots.length() >>> 2)) {
			grow();
		}
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
