package dev.weakref.testsupport;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Asks the real collector to work until a test sees the effect it waits for. The object
 * that is to go must have been made in a method that has returned: a frame may keep what
 * its local variables no longer use.
 */
public final class GarbageCollector {

	private static final Duration DEADLINE = Duration.ofSeconds(60);

	private static final long PAUSE = Duration.ofMillis(5).toNanos();

	private GarbageCollector() {
	}

	/**
	 * Collect until a reference has been cleared.
	 * @param reference the reference
	 * @throws AssertionError if its referent stays alive
	 */
	public static void awaitCollected(Reference<?> reference) {
		awaitUntil("the referent of a " + reference.getClass().getSimpleName() + " is collected",
				() -> reference.refersTo(null));
	}

	/**
	 * Collect until a condition holds.
	 * @param awaited what is awaited, for the message
	 * @param condition the condition
	 * @throws AssertionError if it does not come true in time
	 */
	public static void awaitUntil(String awaited, BooleanSupplier condition) {
		long start = System.nanoTime();
		int collections = 0;
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() - start > DEADLINE.toNanos()) {
				throw new AssertionError("Awaited in vain, during " + DEADLINE.toSeconds() + " s and " + collections
						+ " calls of System.gc(), that " + awaited
						+ "; is the object still held, or is the JVM run with -XX:+DisableExplicitGC?");
			}
			System.gc();
			collections++;
			LockSupport.parkNanos(PAUSE);
		}
	}

	/**
	 * Collect a few times: enough for an object that is not held to be gone, as the tests
	 * that expect this show.
	 */
	public static void run() {
		for (int i = 0; i < 3; i++) {
			Reference<Object> canary = new WeakReference<>(new Object());
			awaitCollected(canary);
		}
	}

}
