package dev.weakref.lock;

import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Lock;

import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.References;
import dev.weakref.reaper.Reaper;

/**
 * Gives one lock for each key, for any number of keys. A lock is created when a thread
 * first asks for it. All threads get the same lock as long as any thread holds it or
 * refers to it. After that the lock is collected.
 *
 * <pre>{@code
 * Lock lock = locks.lockFor(new OrderLock(id));
 * lock.lock();
 * try {
 *     ...
 * }
 * finally {
 *     lock.unlock();
 * }
 * }</pre>
 *
 * Two keys never share a lock, no key is refused, and nothing has to be evicted or
 * cleaned up. A lock stays the lock of its key while a thread holds it, waits for it, or
 * awaits its condition. The thread may drop the lock object meanwhile and ask for it
 * again to unlock it. The lock of a thread that has died without unlocking stays, too.
 * The collector clears an unused lock, and the reaper removes its key. A thread that
 * locks a key sees all that was done under earlier locks of an equal key, even if those
 * were other objects.
 * <p>
 * <strong>Keys are compared by {@code equals} only.</strong> A common mistake is to lock
 * by a bare number or string. Order 7 and customer 7 then have one lock, so that
 * unrelated threads wait for each other; the {@code Integer} 7 and the {@code Long} 7
 * have two locks, which protect nothing. Use a small record that says what is locked:
 *
 * <pre>{@code
 * record OrderLock(long id) {
 * }
 *
 * locks.lockFor(order.id());                  // shared with whatever else has that number
 * locks.lockFor(new OrderLock(order.id()));   // the lock of the order
 * }</pre>
 *
 * The {@code equals} and {@code hashCode} of a key must not change. A key must not be
 * {@code null}, and must not hold its lock, which would keep both for ever. A key is held
 * only as long as its lock.
 * <p>
 * The locks are reentrant, are not fair, have conditions, and serve virtual threads. They
 * work inside this JVM only; Spring Integration has lock registries for several JVMs.
 * Safe for use by any number of threads. After the reaper has been closed, the keys of
 * collected locks are removed when further locks are asked for.
 */
public final class WeakLocks {

	private final LongAdder registered = new LongAdder();

	private final ReferenceMap<LockKey, KeyLock> locks;

	/**
	 * Creates an instance without locks.
	 * @param reaper removes the keys of locks that were collected
	 */
	public WeakLocks(Reaper reaper) {
		this.locks = ReferenceMap.<LockKey, KeyLock>builder(References.WEAK_VALUES, KeyEquality.EQUALS)
			.reaper(reaper)
			.build();
	}

	/**
	 * Returns the lock of a key. Takes no lock to find it; expected O(1).
	 * @param key the key
	 * @return the one lock of all equal keys
	 */
	public Lock lockFor(Object key) {
		LockKey lockKey = new LockKey(Objects.requireNonNull(key, "'key' must not be null"));
		KeyLock lock = this.locks.get(lockKey);
		return (lock != null) ? lock : create(lockKey);
	}

	private Lock create(LockKey key) {
		KeyLock lock = new KeyLock(key);
		KeyLock other = this.locks.putIfAbsent(key, lock);
		if (other != null) {
			return other;
		}
		this.registered.increment();
		return lock;
	}

	/**
	 * Counts the live locks one by one. O(capacity).
	 * @return the number at some moment during the call
	 */
	public long liveCount() {
		return this.locks.liveCount();
	}

	/**
	 * Returns the number of locks, including collected ones whose keys have not been
	 * drained. O(1).
	 * @return an upper bound of the live ones
	 */
	public long estimatedSize() {
		return this.locks.estimatedSize();
	}

	/**
	 * Returns how many locks have been collected. O(1).
	 * @return the number so far
	 */
	public long collectedCount() {
		return this.locks.collectedCount();
	}

	/**
	 * Counts the locks and the threads that wait for them. Makes no lock strong that is
	 * not held. O(capacity + waiting threads).
	 * @return a snapshot
	 */
	public LockStatistics statistics() {
		Count count = new Count();
		this.locks.forEachKey(count::add);
		return new LockStatistics(count.live, count.held, count.waiting, this.registered.sum(), collectedCount());
	}

	/**
	 * Returns numbers, and nothing of keys.
	 */
	@Override
	public String toString() {
		return "WeakLocks[estimatedSize=" + estimatedSize() + "]";
	}

	private static final class Count {

		private long live;

		private long held;

		private long waiting;

		void add(LockKey key) {
			this.live++;
			KeyLock lock = key.kept();
			if (lock != null) {
				this.held += lock.isLocked() ? 1 : 0;
				this.waiting += lock.queueLength();
			}
		}

	}

}
