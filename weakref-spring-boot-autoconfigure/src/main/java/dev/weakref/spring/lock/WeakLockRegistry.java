package dev.weakref.spring.lock;

import java.util.concurrent.locks.Lock;

import dev.weakref.lock.WeakLocks;

import org.springframework.integration.support.locks.LockRegistry;

/**
 * A lock registry of Spring Integration with a lock for every key: other than a pool of
 * locks it never lets two keys share one, and it has no capacity that could be used up.
 * The locks are those of the {@link WeakLocks} it is given, and work inside this JVM.
 */
public final class WeakLockRegistry implements LockRegistry<Lock> {

	private final WeakLocks locks;

	/**
	 * Create a lock registry.
	 * @param locks the locks
	 */
	public WeakLockRegistry(WeakLocks locks) {
		this.locks = locks;
	}

	@Override
	public Lock obtain(Object lockKey) {
		return this.locks.lockFor(lockKey);
	}

}
