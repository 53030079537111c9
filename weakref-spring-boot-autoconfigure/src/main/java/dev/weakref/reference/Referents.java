package dev.weakref.reference;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

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
 * The objects that refs, weak methods, proxies and finalizers refer to: one table by
 * identity, with one JVM reference for each object, and a {@link Journal} of what has not
 * been filed in it.
 * <p>
 * All who share an instance share the order of callbacks: those of one object run newest
 * first, whatever their kind and in whichever order the collector hands references over,
 * one after the other as one task of the callback executor. All references to an object
 * are dead before the first of its callbacks runs. Between different objects there is no
 * order.
 * <p>
 * A weak proxy stands for the object behind it: what is watched, found and counted is
 * that object, never the proxy.
 * <p>
 * An object is held until its watcher is in: one that died before would be looked for in
 * vain by the reaper, and its watcher never be told.
 * <p>
 * Whoever makes an instance holds it; the reaper does not. What has been watched is told
 * nothing once the instance itself has been collected.
 */
public final class Referents implements Drainable {

	private static final int STRIPE_BITS = 6;

	private final Stripe[] stripes = new Stripe[1 << STRIPE_BITS];

	private final ReferenceQueue<Object> queue = new ReferenceQueue<>();

	private final Journal journal = new Journal(this.queue);

	/** What is to be told after the watchers in the journal. */
	private final Queue<Watcher> waiting = new ConcurrentLinkedQueue<>();

	private final CallbackSource source = CallbackSource.of(Kind.REFERENCE);

	private final Reaper reaper;

	/**
	 * Create an instance.
	 * @param reaper notices collections and runs callbacks
	 */
	public Referents(Reaper reaper) {
		this.reaper = reaper;
		for (int i = 0; i < this.stripes.length; i++) {
			this.stripes[i] = new Stripe(STRIPE_BITS);
		}
		reaper.watch(this.queue, this);
	}

	/**
	 * The reaper that notices collections and runs callbacks.
	 * @return the reaper
	 */
	public Reaper reaper() {
		return this.reaper;
	}

	/**
	 * Make sure that a callback for an object can ever run.
	 * @param object the object
	 * @param callback the user code
	 * @param resource what it works on
	 * @throws CapturedReferentException if one of these is the object or holds it, as far
	 * as can be told
	 * @throws LastingObjectException if the object is of a kind that is never collected
	 */
	public void requireSuitable(Object object, Object callback, Object resource) {
		requireNotHeld(OwnProxies.referent(object), "The resource", resource);
		requireSuitable(object, callback);
	}

	/**
	 * Make sure that the callback of a ref, weak method or proxy can ever run.
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
		suitability().requireMortal(referent);
	}

	private void requireNotHeld(Object object, String role, Object holder) {
		String place = suitability().findCapture(holder, object);
		if (place != null) {
			throw new CapturedReferentException(role, "its object", object.getClass(), place,
					"Take out of the object what the callback needs and pass that alone, as in"
							+ " register(object, path, (path) -> delete(path)), or use a static method reference");
		}
	}

	/**
	 * Let a watcher be told of the collection of an object: once, after those that come
	 * later and before those that came earlier. The watcher is held until then. Expected
	 * O(1).
	 * @param object the object
	 * @param watcher the watcher, which has not been used for another object
	 */
	public void watch(Object object, Watcher watcher) {
		file();
		Object referent = OwnProxies.referent(object);
		int hash = hash(referent);
		stripe(hash).add(referent, hash, watcher, this.queue);
		Reference.reachabilityFence(referent);
	}

	/**
	 * The same as {@link #watch}, but put off what it costs to find the other watchers of
	 * the object until somebody wants to know them. Callbacks on other threads than the
	 * reaper's need to know them.
	 * @param object the object
	 * @param watcher the watcher, which has not been used for another object
	 */
	public void watchLazily(Object object, Watcher watcher) {
		if (this.reaper.callbacks().isSequential()) {
			this.journal.add(OwnProxies.referent(object), watcher);
		}
		else {
			watch(object, watcher);
		}
	}

	/**
	 * Tell a watcher nothing, and do not hold it any longer. Has no effect on one whose
	 * object's collection has been noticed. Expected O(1).
	 * @param watcher the watcher
	 */
	public void unwatch(Watcher watcher) {
		if (this.journal.remove(watcher)) {
			return;
		}
		Referent node = watcher.referent;
		if (node != null) {
			stripe(node.hash).remove(node, watcher);
		}
	}

	/**
	 * Look at all watchers, part by part, in no order. O(n).
	 * @param action what to do with each; it runs under a lock, so it must be short and
	 * must not come back here
	 */
	public void forEach(Consumer<Watcher> action) {
		file();
		for (Stripe stripe : this.stripes) {
			stripe.forEach(action);
		}
		this.journal.forEach(action);
	}

	/**
	 * How many objects are referred to, counting dead ones that have not been drained.
	 * @return an upper bound of the number of live ones
	 */
	public long estimatedSize() {
		long size = this.journal.size();
		for (Stripe stripe : this.stripes) {
			size += stripe.size();
		}
		return size;
	}

	@Override
	public void drain(Reference<?> dead) {
		if (!(dead instanceof Referent node) || node.first() == null) {
			return;
		}
		if (node.hash == Referent.UNFILED) {
			tellJournal();
		}
		if (node.hash == Referent.UNFILED) {
			return;
		}
		this.reaper.countDrained();
		Watcher first = stripe(node.hash).take(node);
		if (first != null && this.journal.size() == 0 && this.waiting.isEmpty()) {
			submit(first);
		}
		else if (first != null) {
			this.waiting.add(first);
		}
	}

	/**
	 * Tell those whose turn is after the watchers in the journal: what has been filed is
	 * older than what has not.
	 */
	@Override
	public void drained() {
		if (this.waiting.isEmpty()) {
			return;
		}
		List<Watcher> firsts = new ArrayList<>();
		for (Watcher first = this.waiting.poll(); first != null; first = this.waiting.poll()) {
			firsts.add(first);
		}
		tellJournal();
		firsts.forEach(this::submit);
	}

	private void tellJournal() {
		Journal.DeadNodes dead = this.journal.takeDead(this::file);
		if (dead.newest() != null) {
			for (int i = 0; i < dead.count(); i++) {
				this.reaper.countDrained();
			}
			submit(dead.newest());
		}
	}

	private void submit(Watcher first) {
		this.reaper.callbacks().submit(first);
	}

	/**
	 * Put what is in the journal under its objects. O(n), but once for each watcher.
	 */
	private void file() {
		if (this.journal.size() != 0) {
			this.journal.file(this::file);
		}
	}

	private void file(Object object, Referent node, Watcher watcher) {
		int hash = hash(object);
		stripe(hash).file(object, hash, node, watcher);
	}

	CallbackSource source() {
		return this.source;
	}

	Suitability suitability() {
		return this.reaper.suitability();
	}

	/**
	 * The first watcher of an object, or {@code null} if there is none or it was missed.
	 */
	@Nullable Watcher glimpse(Object object) {
		Object referent = OwnProxies.referent(object);
		int hash = hash(referent);
		Referent node = stripe(hash).glimpse(referent, hash);
		return (node != null) ? node.first() : null;
	}

	Journal journal() {
		return this.journal;
	}

	@Nullable Referent find(Object object) {
		int hash = hash(object);
		return stripe(hash).find(object, hash);
	}

	@Nullable Object findShared(Object object, Object kind) {
		Object referent = OwnProxies.referent(object);
		int hash = hash(referent);
		return stripe(hash).findShared(referent, hash, kind);
	}

	/**
	 * Find the ref or proxy that all who ask for one of this kind get, or share the given
	 * one.
	 */
	Object share(Object object, Object kind, Object handle, Watcher watcher) {
		Object referent = OwnProxies.referent(object);
		int hash = hash(referent);
		Object shared = stripe(hash).share(referent, hash, kind, handle, watcher, this.queue);
		Reference.reachabilityFence(referent);
		return shared;
	}

	/**
	 * Let a node that is in the table stay for as long as its object lives.
	 */
	void pin(Referent node) {
		stripe(node.hash).pin(node, new Pin(this.source));
	}

	void forEach(Object object, Consumer<Watcher> action) {
		file();
		Object referent = OwnProxies.referent(object);
		int hash = hash(referent);
		stripe(hash).forEach(referent, hash, action);
	}

	private Stripe stripe(int hash) {
		return this.stripes[hash & (this.stripes.length - 1)];
	}

	private static int hash(Object object) {
		return System.identityHashCode(Objects.requireNonNull(object, "'object' must not be null"));
	}

}
