package dev.weakref.lock;

import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Lock;

import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.References;
import dev.weakref.reaper.Reaper;

/**
 * One lock for each key, for any number of keys: made when it is asked for, the same for
 * everybody as long as some thread holds it or refers to it, and gone afterwards.
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
 * Two keys never share a lock, no key is ever refused, and nothing has to be evicted or
 * cleaned up. A lock that a thread holds, waits for, or whose condition it awaits stays
 * the lock of its key, also when that thread has dropped the object and asks for it again
 * in order to unlock; so does the lock of a thread that has died without unlocking. The
 * collector takes away a lock that nobody uses, the reaper its key. What a thread has
 * done under a lock is seen by the next one that holds a lock of an equal key, whether or
 * not it is the same object.
 * <p>
 * <strong>Keys are compared by {@code equals}, and nothing else is known of
 * them.</strong> So the mistake that everybody makes once is to lock by a bare number or
 * string: order 7 and customer 7 then have one lock, which makes threads wait that have
 * nothing to do with each other, or for each other; while the {@code Integer} 7 and the
 * {@code Long} 7 have two, which protects nothing. Let a small record say what is locked:
 *
 * <pre>{@code
 * record OrderLock(long id) {
 * }
 *
 * locks.lockFor(order.id());                  // shared with whatever else has that number
 * locks.lockFor(new OrderLock(order.id()));   // the lock of the order
 * }</pre>
 *
 * A key must not change as far as {@code equals} and {@code hashCode} go, must not be
 * {@code null}, and must not itself hold its lock, which would keep both for ever. It is
 * held only as long as its lock is there.
 * <p>
 * The locks are reentrant, are not fair, have conditions, and serve virtual threads. They
 * work inside this JVM; for several there are the lock registries of Spring Integration.
 * Safe for use by any number of threads. After the reaper has been closed, the keys of
 * collected locks are removed as further locks are asked for.
 */
public final class WeakLocks {

	private final LongAdder created = new LongAdder();

	private final ReferenceMap<LockKey, KeyLock> locks;

	/**
	 * Create an instance without locks.
	 * @param reaper removes the keys of locks that were collected
	 */
	public WeakLocks(Reaper reaper) {
		this.locks = ReferenceMap.<LockKey, KeyLock>builder(References.WEAK_VALUES, KeyEquality.EQUALS)
			.reaper(reaper)
			.build();
	}

	/**
	 * The lock of a key. No lock is taken in order to find it; expected O(1).
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
		this.created.increment();
		return lock;
	}

	/**
	 * How many locks are live, counted one by one. O(capacity).
	 * @return the number at some moment during the call
	 */
	public long liveCount() {
		return this.locks.liveCount();
	}

	/**
	 * How many locks there are, counting collected ones whose keys have not been drained.
	 * O(1).
	 * @return an upper bound of the live ones
	 */
	public long estimatedSize() {
		return this.locks.estimatedSize();
	}

	/**
	 * How many locks have gone because nobody held or referred to them. O(1).
	 * @return the number so far
	 */
	public long collectedCount() {
		return this.locks.collectedCount();
	}

	/**
	 * Count the locks and the threads that wait for them, without making a lock strong
	 * that is not held. O(capacity + waiting threads).
	 * @return a snapshot
	 */
	public LockStatistics statistics() {
		Count count = new Count();
		this.locks.forEachKey(count::add);
		return new LockStatistics(count.live, count.held, count.waiting, this.created.sum(), collectedCount());
	}

	/**
	 * Numbers; nothing of keys.
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
