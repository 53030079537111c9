package dev.weakref.lock;

import java.lang.ref.Reference;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The lock of a key. The {@link LockKey} refers to the lock while a thread holds the
 * lock. The stack of each thread that waits in a method of the lock refers to the lock,
 * too.
 */
final class KeyLock implements Lock {

	private final ReentrantLock lock = new ReentrantLock();

	private final LockKey key;

	/** Includes the holds of threads that await a condition. Guarded by the lock. */
	private int holds;

	KeyLock(LockKey key) {
		this.key = key;
	}

	@Override
	public void lock() {
		this.lock.lock();
		hold();
	}

	@Override
	public void lockInterruptibly() throws InterruptedException {
		this.lock.lockInterruptibly();
		hold();
	}

	@Override
	public boolean tryLock() {
		boolean locked = this.lock.tryLock();
		if (locked) {
			hold();
		}
		return locked;
	}

	@Override
	public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
		boolean locked = this.lock.tryLock(time, unit);
		if (locked) {
			hold();
		}
		return locked;
	}

	@Override
	public void unlock() {
		if (!this.lock.isHeldByCurrentThread()) {
			throw new IllegalMonitorStateException("The lock is not held by this thread");
		}
		if (--this.holds == 0) {
			this.key.drop();
		}
		this.lock.unlock();
		// The lock is not collected before this point, so a thread that gets the next
		// lock of this key sees what was done under this lock
		Reference.reachabilityFence(this);
	}

	@Override
	public Condition newCondition() {
		return new KeyCondition(this, this.lock.newCondition());
	}

	boolean isLocked() {
		return this.lock.isLocked();
	}

	int queueLength() {
		return this.lock.getQueueLength();
	}

	/**
	 * Returns which thread holds the lock, and nothing of its key.
	 */
	@Override
	public String toString() {
		return this.lock.toString();
	}

	private void hold() {
		if (this.holds++ == 0) {
			this.key.keep(this);
		}
	}

}
