package dev.weakref.spring.lock;

import java.util.concurrent.locks.Lock;

import dev.weakref.lock.WeakLocks;

import org.springframework.integration.support.locks.LockRegistry;

/**
 * A lock registry of Spring Integration with a lock for every key. Unlike a pool of locks
 * it never lets two keys share one, and it has no capacity. The locks are those of the
 * given {@link WeakLocks} and work inside this JVM.
 */
public final class WeakLockRegistry implements LockRegistry<Lock> {

	private final WeakLocks locks;

	/**
	 * Creates a lock registry.
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
