package dev.weakref.collection;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.weakref.collection.Claims.Claim;
import org.jspecify.annotations.Nullable;

/**
 * Which thread waits for which claim. {@link Claims} that share a graph see the cycles
 * that go through several of them; it is empty whenever nobody waits.
 */
public final class WaitGraph {

	private final ConcurrentMap<Thread, Claim<?>> waiting = new ConcurrentHashMap<>();

	/**
	 * Note that a thread waits.
	 */
	void add(Thread thread, Claim<?> claim) {
		this.waiting.put(thread, claim);
	}

	void remove(Thread thread) {
		this.waiting.remove(thread);
	}

	/**
	 * The claim that a thread waits for.
	 */
	@Nullable Claim<?> get(Thread thread) {
		return this.waiting.get(thread);
	}

}
