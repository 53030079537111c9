package dev.weakref.reference;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

import dev.weakref.Internal;
import dev.weakref.Kind;
import dev.weakref.reaper.CallbackSource;
import dev.weakref.reaper.Drainable;
import dev.weakref.reaper.Reaper;
import dev.weakref.suitability.CapturedReferentException;
import dev.weakref.suitability.LastingObjectException;
import dev.weakref.suitability.OwnProxies;
import dev.weakref.suitability.Suitability;
import org.jspecify.annotations.Nullable;

/**
 * The objects that refs, weak methods, proxies and finalizers refer to, with one JVM
 * reference for each object. The references are nodes of tables by identity; new ones of
 * finalizers are {@link UnhashedReferents} at first.
 * <p>
 * All features that share an instance share the order of callbacks: the callbacks of one
 * object run newest first, whatever their kind and in whichever order the collector
 * enqueues references, one after the other as one task of the callback executor. All
 * references to an object are cleared before its first callback runs. The callbacks of
 * different objects have no order.
 * <p>
 * A weak proxy stands for the object behind it: that object is watched, found and
 * counted, never the proxy.
 * <p>
 * Users hold the instance; the reaper does not. No callback runs after the instance
 * itself has been collected.
 */
public final class Referents implements Drainable {

	private static final int TABLE_BITS = 6;

	private final ReferentTable[] tables = new ReferentTable[1 << TABLE_BITS];

	private final ReferenceQueue<Object> queue = new ReferenceQueue<>();

	private final UnhashedReferents unhashed = new UnhashedReferents(this.queue, this::addUnhashed);

	/** Watchers to be called after those of unhashed nodes. */
	private final Queue<Watcher> waiting = new ConcurrentLinkedQueue<>();

	private final CallbackSource source = CallbackSource.of(Kind.REFERENCE);

	private final Reaper reaper;

	/**
	 * Creates an instance.
	 * @param reaper notices collections and runs callbacks
	 */
	public Referents(Reaper reaper) {
		this.reaper = reaper;
		for (int i = 0; i < this.tables.length; i++) {
			this.tables[i] = new ReferentTable(TABLE_BITS);
		}
		reaper.watch(this.queue, this);
	}

	/**
	 * The reaper that notices collections and runs callbacks.
	 * @return the reaper
	 * @hidden
	 */
	@Internal
	public Reaper reaper() {
		return this.reaper;
	}

	/**
	 * Checks that a callback for an object can ever run.
	 * @param object the object
	 * @param callback the user code
	 * @param resource the argument of the user code
	 * @throws CapturedReferentException if the callback or resource is the object or is
	 * seen to hold it
	 * @throws LastingObjectException if the object is of a kind that is never collected
	 * @hidden
	 */
	@Internal
	public void requireSuitable(Object object, Object callback, Object resource) {
		requireNotHeld(OwnProxies.referent(object), "The resource", resource);
		requireSuitable(object, callback);
	}

	/**
	 * Checks that the callback of a ref, weak method or proxy can ever run.
	 * @throws IllegalStateException if the reaper is closed
	 */
	void requireCallable(Object object, Object callback) {
		requireSuitable(object, callback);
		if (this.reaper.callbacks().isClosed()) {
			throw new IllegalStateException("The reaper is closed, so nothing would run the callback");
		}
	}

	private void requireSuitable(Object object, Object callback) {
		Object referent = OwnProxies.referent(object);
		requireNotHeld(referent, "The callback", callback);
		suitability().requireCollectable(referent);
	}

	private void requireNotHeld(Object object, String role, Object holder) {
		suitability().requireNotHeld(role, holder, "its object", object,
				"Take out of the object what the callback needs and pass that alone, as in"
						+ " register(object, path, (path) -> delete(path)), or use a static method reference");
	}

	/**
	 * Adds a watcher of an object. It is called once after the object has been collected,
	 * after watchers that are added later and before those that were added earlier, and
	 * is held until then. Expected O(1).
	 * @param object the object
	 * @param watcher the watcher, which has not been used for another object
	 * @hidden
	 */
	@Internal
	public void watch(Object object, Watcher watcher) {
		this.unhashed.moveLive();
		Object referent = OwnProxies.referent(object);
		int hash = hash(referent);
		table(hash).add(referent, hash, watcher, this.queue);
		// The node of an object that is collected earlier would not be found
		Reference.reachabilityFence(referent);
	}

	/**
	 * Adds a watcher like {@link #watch}, but puts off asking the object for its identity
	 * hash code if callbacks run on the reaper thread. On other threads the watchers of
	 * an object run as one task, for which they must be known.
	 * @param object the object
	 * @param watcher the watcher, which has not been used for another object
	 * @hidden
	 */
	@Internal
	public void watchUnhashed(Object object, Watcher watcher) {
		if (this.reaper.callbacks().isSequential()) {
			this.unhashed.add(OwnProxies.referent(object), watcher);
		}
		else {
			watch(object, watcher);
		}
	}

	/**
	 * Removes a watcher, which is not called and not held any more. Has no effect if the
	 * collection of its object has been noticed. Expected O(1).
	 * @param watcher the watcher
	 * @hidden
	 */
	@Internal
	public void unwatch(Watcher watcher) {
		if (this.unhashed.remove(watcher)) {
			return;
		}
		Referent node = watcher.referent;
		if (node != null) {
			table(node.hash).remove(node, watcher);
		}
	}

	/**
	 * Passes all watchers to an action, in no order. O(n).
	 * @param action the action; it runs under a lock, so it must be short and must not
	 * call this instance
	 * @hidden
	 */
	@Internal
	public void forEach(Consumer<Watcher> action) {
		this.unhashed.moveLive();
		for (ReferentTable table : this.tables) {
			table.forEach(action);
		}
		this.unhashed.forEach(action);
	}

	/**
	 * Returns how many objects are referred to, including collected ones that have not
	 * been drained.
	 * @return an upper bound of the number of live ones
	 */
	public long estimatedSize() {
		long size = this.unhashed.size();
		for (ReferentTable table : this.tables) {
			size += table.size();
		}
		return size;
	}

	/**
	 * Submits the watchers of a cleared node. Those of unhashed nodes come first: they
	 * are newer than those in the tables.
	 *
	 * @hidden
	 */
	@Internal
	@Override
	public void drain(Reference<?> dead) {
		if (!(dead instanceof Referent node) || node.first() == null) {
			return;
		}
		if (node.hash == Referent.UNHASHED) {
			submitUnhashed();
		}
		if (node.hash == Referent.UNHASHED) {
			return;
		}
		this.reaper.countDrained();
		Watcher first = table(node.hash).take(node);
		if (first == null) {
			return;
		}
		if (this.unhashed.size() == 0 && this.waiting.isEmpty()) {
			this.reaper.callbacks().submit(first);
		}
		else {
			this.waiting.add(first);
		}
	}

	/**
	 * @hidden
	 */
	@Internal
	@Override
	public void drained() {
		if (this.waiting.isEmpty()) {
			return;
		}
		List<Watcher> firsts = new ArrayList<>();
		for (Watcher first = this.waiting.poll(); first != null; first = this.waiting.poll()) {
			firsts.add(first);
		}
		submitUnhashed();
		firsts.forEach(this.reaper.callbacks()::submit);
	}

	private void submitUnhashed() {
		Watcher first = this.unhashed.takeCleared();
		for (Watcher each = first; each != null; each = each.nextWatcher()) {
			this.reaper.countDrained();
		}
		if (first != null) {
			this.reaper.callbacks().submit(first);
		}
	}

	private void addUnhashed(Object object, Referent node, Watcher watcher) {
		int hash = hash(object);
		table(hash).add(object, hash, node, watcher);
	}

	CallbackSource source() {
		return this.source;
	}

	Suitability suitability() {
		return this.reaper.suitability();
	}

	UnhashedReferents unhashed() {
		return this.unhashed;
	}

	@Nullable Referent find(Object object) {
		int hash = hash(object);
		return table(hash).find(object, hash);
	}

	/**
	 * Returns the first watcher of an object, without a lock.
	 * @return the watcher, or {@code null} if there is none or it was missed
	 */
	@Nullable Watcher findWithoutLock(Object object) {
		Object referent = OwnProxies.referent(object);
		int hash = hash(referent);
		Referent node = table(hash).findWithoutLock(referent, hash);
		return (node != null) ? node.first() : null;
	}

	@Nullable Object findShared(Object object, Object kind) {
		Object referent = OwnProxies.referent(object);
		int hash = hash(referent);
		return table(hash).findShared(referent, hash, kind);
	}

	/**
	 * Returns the shared ref or proxy of this kind; if there is none, shares the given
	 * one.
	 */
	Object share(Object object, Object kind, Object handle, Watcher watcher) {
		Object referent = OwnProxies.referent(object);
		int hash = hash(referent);
		Object shared = table(hash).share(referent, hash, kind, handle, watcher, this.queue);
		Reference.reachabilityFence(referent);
		return shared;
	}

	/**
	 * Keeps a node of a table for as long as its object is live.
	 */
	void pin(Referent node) {
		table(node.hash).pin(node, new Pin(this.source));
	}

	void forEach(Object object, Consumer<Watcher> action) {
		this.unhashed.moveLive();
		Object referent = OwnProxies.referent(object);
		int hash = hash(referent);
		table(hash).forEach(referent, hash, action);
	}

	private ReferentTable table(int hash) {
		return this.tables[hash & (this.tables.length - 1)];
	}

	private static int hash(Object object) {
		return System.identityHashCode(Objects.requireNonNull(object, "'object' must not be null"));
	}

}
