package dev.weakref.singleflight;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.jspecify.annotations.Nullable;

/**
 * Which thread waits for which claim. {@link Claims} that share a graph see the cycles
 * that go through several of them; it is empty whenever nobody waits. Not for use by
 * applications.
 */
public final class WaitGraph {

	private final ConcurrentMap<Thread, Claim<?>> waiting = new ConcurrentHashMap<>();

	/**
	 * Note that this thread waits.
	 */
	void add(Claim<?> claim) {
		this.waiting.put(Thread.currentThread(), claim);
	}

	/**
	 * Note that this thread waits no more.
	 */
	void remove() {
		this.waiting.remove(Thread.currentThread());
	}

	/**
	 * Whether a claim is waited for by this thread and, directly or not, waits for it. A
	 * way that is found may have changed behind the one who went it; found again, it was
	 * there as a whole in between.
	 */
	boolean isCycle(Claim<?> claim) {
		List<Claim<?>> way = wayBack(claim);
		return way != null && way.equals(wayBack(claim));
	}

	/**
	 * The claims on the way from one to this thread.
	 */
	private @Nullable List<Claim<?>> wayBack(Claim<?> claim) {
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
