package dev.weakref.reference;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Nodes in the order of creation whose object has not been asked for its identity hash
 * code. Each one has a single watcher, and an object can have several. Adding a node
 * costs neither an identity hash code nor a search in a table; nodes are moved to a table
 * as soon as the watchers of an object are needed.
 * <p>
 * The collector clears all references to an object at once, and only the oldest nodes are
 * moved. So when a node is found cleared in a pass from the oldest to the newest, the
 * pass finds all newer nodes of the same object cleared too. Running their watchers from
 * the newest to the oldest keeps the order of each object.
 */
final class UnhashedReferents {

	/** How many live nodes one pass for cleared nodes moves. */
	private static final int LIMIT = 1 << 14;

	private final ReferenceQueue<Object> queue;

	private final Table table;

	private @Nullable Referent oldest;

	private @Nullable Referent newest;

	private int size;

	UnhashedReferents(ReferenceQueue<Object> queue, Table table) {
		this.queue = queue;
		this.table = table;
	}

	void add(Object object, Watcher watcher) {
		Referent node = new Referent(object, Referent.UNHASHED, this.queue);
		node.first(watcher);
		watcher.referent = node;
		synchronized (this) {
			node.older = this.newest;
			if (this.newest != null) {
				this.newest.newer = node;
			}
			else {
				this.oldest = node;
			}
			this.newest = node;
			this.size++;
		}
		Reference.reachabilityFence(object);
	}

	/**
	 * Removes the node of a watcher.
	 * @return whether the node is unhashed; otherwise the watcher is in a table
	 */
	boolean remove(Watcher watcher) {
		Referent node = watcher.referent;
		return node != null && node.hash == Referent.UNHASHED && removeUnhashed(watcher);
	}

	private synchronized boolean removeUnhashed(Watcher watcher) {
		Referent node = watcher.referent;
		if (node == null || node.hash != Referent.UNHASHED) {
			return false;
		}
		if (node.first() != null) {
			node.first(null);
			unlink(node);
		}
		return true;
	}

	/**
	 * Removes the cleared nodes, and moves some live ones to the table so that the next
	 * pass is shorter.
	 * @return the watchers of the cleared nodes, the newest first, or {@code null}
	 */
	synchronized @Nullable Watcher takeCleared() {
		Watcher first = null;
		int moved = 0;
		for (Referent node = this.oldest; node != null;) {
			Referent newer = node.newer;
			if (moved < LIMIT && tryMove(node)) {
				moved++;
			}
			else if (node.refersTo(null)) {
				unlink(node);
				Watcher watcher = node.first();
				node.first(null);
				if (watcher != null) {
					watcher.setNextWatcher(first);
					first = watcher;
				}
			}
			node = newer;
		}
		return first;
	}

	/**
	 * Moves all live nodes to the table.
	 */
	synchronized void moveLive() {
		for (Referent node = this.oldest; node != null;) {
			Referent newer = node.newer;
			move(node);
			node = newer;
		}
	}

	synchronized void forEach(Consumer<Watcher> action) {
		for (Referent node = this.oldest; node != null; node = node.newer) {
			Watcher watcher = node.first();
			if (watcher != null) {
				action.accept(watcher);
			}
		}
	}

	synchronized int size() {
		return this.size;
	}

	/**
	 * Moves a live node, unless there is not enough memory for it.
	 */
	private boolean tryMove(Referent node) {
		try {
			return move(node);
		}
		catch (OutOfMemoryError ex) {
			return false;
		}
	}

	private boolean move(Referent node) {
		Object object = node.get();
		Watcher watcher = node.first();
		if (object == null || watcher == null) {
			return false;
		}
		// In this order, so that the node is not lost if the table runs out of memory
		this.table.add(object, node, watcher);
		unlink(node);
		Reference.reachabilityFence(object);
		return true;
	}

	private void unlink(Referent node) {
		Referent older = node.older;
		Referent newer = node.newer;
		if (older != null) {
			older.newer = newer;
		}
		else {
			this.oldest = newer;
		}
		if (newer != null) {
			newer.older = older;
		}
		else {
			this.newest = older;
		}
		node.older = null;
		node.newer = null;
		this.size--;
	}

	/**
	 * Finds nodes by their object.
	 */
	@FunctionalInterface
	interface Table {

		/**
		 * Adds a live node, or its watcher to the node that the object already has.
		 */
		void add(Object object, Referent node, Watcher watcher);

	}

}
