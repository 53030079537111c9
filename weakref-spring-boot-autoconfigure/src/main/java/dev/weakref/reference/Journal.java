package dev.weakref.reference;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Watchers in the order of creation that have not been filed under their object, each
 * with a reference of its own: registering one costs neither an identity hash code nor a
 * search. Whoever wants to know what belongs to an object has them filed first.
 * <p>
 * The collector clears all references to an object at once. So those that are found dead
 * when looking from the oldest to the newest contain, with each, all newer ones of the
 * same object; running them from the newest to the oldest keeps the order of each object
 * without knowing which is whose.
 */
final class Journal {

	private static final int SEGMENT = 1 << 10;

	/** How many gaps are let be. */
	private static final int GAPS = 1 << 10;

	/** How many are filed in one go when they turn out to last. */
	private static final int BATCH = 1 << 14;

	private final List<@Nullable Referent[]> segments = new ArrayList<>();

	private final ReferenceQueue<Object> queue;

	private @Nullable Referent[] last = new Referent[0];

	private int free;

	private int size;

	private int gaps;

	/** Whether looking for dead ones has met few of them among many. */
	private boolean lasting;

	Journal(ReferenceQueue<Object> queue) {
		this.queue = queue;
	}

	void add(Object object, Watcher watcher) {
		Referent node = new Referent(object, Referent.UNFILED, this.queue);
		node.first(watcher);
		watcher.referent = node;
		synchronized (this) {
			if (this.free == this.last.length) {
				this.last = new Referent[SEGMENT];
				this.segments.add(this.last);
				this.free = 0;
			}
			this.last[this.free++] = node;
			this.size++;
		}
		Reference.reachabilityFence(object);
	}

	/**
	 * Take out a watcher that has not been filed.
	 * @return whether that is done; otherwise it has been filed, or was taken before
	 */
	boolean remove(Watcher watcher) {
		Referent node = watcher.referent;
		return node != null && node.hash == Referent.UNFILED && removeUnfiled(watcher);
	}

	private synchronized boolean removeUnfiled(Watcher watcher) {
		Referent node = watcher.referent;
		if (node == null || node.hash != Referent.UNFILED) {
			return false;
		}
		if (node.first() != null) {
			node.first(null);
			this.size--;
			if (++this.gaps > GAPS && this.gaps > this.size) {
				rewrite((kept) -> true);
			}
		}
		return true;
	}

	/**
	 * Take out those whose object is dead. If many were in vain looked at for that
	 * before, some of the oldest are filed: they need not be looked at again.
	 * @param filing gets the object, the node and its watcher
	 */
	synchronized DeadNodes takeDead(Filing filing) {
		DeadNodes dead = new DeadNodes((this.lasting) ? BATCH : 0, filing);
		rewrite(dead);
		this.lasting = this.size > BATCH && dead.count < this.size >> 4;
		return dead;
	}

	/**
	 * Take out those whose object is alive, from the oldest to the newest.
	 * @param filing gets the object, the node and its watcher
	 */
	synchronized void file(Filing filing) {
		if (this.size == 0) {
			return;
		}
		rewrite((node) -> !file(node, filing));
	}

	synchronized void forEach(Consumer<Watcher> action) {
		for (@Nullable
		Referent[] segment : this.segments) {
			for (Referent node : segment) {
				Watcher watcher = (node != null) ? node.first() : null;
				if (watcher != null) {
					action.accept(watcher);
				}
			}
		}
	}

	synchronized int size() {
		return this.size;
	}

	private static boolean file(Referent node, Filing filing) {
		Watcher watcher = node.first();
		Object object = node.get();
		if (object == null || watcher == null) {
			return false;
		}
		filing.file(object, node, watcher);
		Reference.reachabilityFence(object);
		return true;
	}

	/**
	 * Look at all nodes, leave out those that are to go, and move up the others.
	 */
	private void rewrite(Keeping keeping) {
		int kept = 0;
		for (@Nullable
		Referent[] segment : this.segments) {
			for (int i = 0; i < SEGMENT; i++) {
				Referent node = segment[i];
				if (node != null && node.first() != null && keeping.keep(node)) {
					@Nullable Referent[] target = this.segments.get(kept / SEGMENT);
					int index = kept % SEGMENT;
					if (target != segment || index != i) {
						target[index] = node;
						segment[i] = null;
					}
					kept++;
				}
				else {
					segment[i] = null;
				}
			}
		}
		while (this.segments.size() > (kept + SEGMENT - 1) / SEGMENT) {
			this.segments.remove(this.segments.size() - 1);
		}
		this.last = this.segments.isEmpty() ? new Referent[0] : this.segments.get(this.segments.size() - 1);
		this.free = this.segments.isEmpty() ? 0 : kept - (this.segments.size() - 1) * SEGMENT;
		this.size = kept;
		this.gaps = 0;
	}

	/**
	 * Puts a watcher into the list of its object.
	 */
	@FunctionalInterface
	interface Filing {

		void file(Object object, Referent node, Watcher watcher);

	}

	/**
	 * Says which nodes stay.
	 */
	@FunctionalInterface
	interface Keeping {

		boolean keep(Referent node);

	}

	/**
	 * Collects the watchers of dead nodes, the newest in front.
	 */
	static final class DeadNodes implements Keeping {

		private @Nullable Watcher newest;

		private final Filing filing;

		private int budget;

		private int count;

		DeadNodes(int budget, Filing filing) {
			this.budget = budget;
			this.filing = filing;
		}

		@Nullable Watcher newest() {
			return this.newest;
		}

		int count() {
			return this.count;
		}

		@Override
		public boolean keep(Referent node) {
			if (!node.refersTo(null)) {
				return this.budget == 0 || !fileOne(node);
			}
			Watcher watcher = node.first();
			node.first(null);
			if (watcher != null) {
				watcher.setNextWatcher(this.newest);
				this.newest = watcher;
				this.count++;
			}
			return false;
		}

		/**
		 * Only the oldest may be filed, so one that dies meanwhile ends it.
		 */
		private boolean fileOne(Referent node) {
			boolean filed = file(node, this.filing);
			this.budget = (filed) ? this.budget - 1 : 0;
			return filed;
		}

	}

}
