package dev.weakref.singleflight;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.weakref.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The claims that threads wait for. {@link Claims} that share a graph detect cycles that
 * go through several of them. The graph is empty while no thread waits.
 *
 * @hidden
 */
@Internal
public final class WaitGraph {

	private final ConcurrentMap<Thread, Claim<?>> waiting = new ConcurrentHashMap<>();

	/**
	 * Adds this thread, which begins to wait.
	 */
	void add(Claim<?> claim) {
		this.waiting.put(Thread.currentThread(), claim);
	}

	/**
	 * Removes this thread, which waits no longer.
	 */
	void remove() {
		this.waiting.remove(Thread.currentThread());
	}

	/**
	 * Returns whether the owner of a claim waits, directly or not, for this thread.
	 * Threads may begin and end to wait during the search; a path that is found twice
	 * existed as a whole in between.
	 */
	boolean isCycle(Claim<?> claim) {
		List<Claim<?>> way = pathBack(claim);
		return way != null && way.equals(pathBack(claim));
	}

	/**
	 * Returns the claims on the path from a claim to this thread, or {@code null}.
	 */
	private @Nullable List<Claim<?>> pathBack(Claim<?> claim) {
		List<Claim<?>> way = new ArrayList<>(2);
		Claim<?> next = claim;
		while (next != null && !next.isReleasable() && !way.contains(next)) {
			way.add(next);
			if (next.isOwn()) {
				return way;
			}
			Thread owner = next.owner();
			next = (owner != null) ? this.waiting.get(owner) : null;
		}
		return null;
	}

}
