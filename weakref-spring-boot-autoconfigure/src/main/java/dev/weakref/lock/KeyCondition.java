package dev.weakref.lock;

import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/**
 * A condition that refers to its lock, as the condition of a {@code ReentrantLock} does
 * not. The lock counts a thread that waits here as one that holds it.
 *
 * @param lock the lock
 * @param condition its condition
 */
record KeyCondition(KeyLock lock, Condition condition) implements Condition {

	@Override
	public void await() throws InterruptedException {
		this.condition.await();
	}

	@Override
	public void awaitUninterruptibly() {
		this.condition.awaitUninterruptibly();
	}

	@Override
	public long awaitNanos(long nanosTimeout) throws InterruptedException {
		return this.condition.awaitNanos(nanosTimeout);
	}

	@Override
	public boolean await(long time, TimeUnit unit) throws InterruptedException {
		return this.condition.await(time, unit);
	}

	@Override
	public boolean awaitUntil(Date deadline) throws InterruptedException {
		return this.condition.awaitUntil(deadline);
	}

	@Override
	public void signal() {
		this.condition.signal();
	}

	@Override
	public void signalAll() {
		this.condition.signalAll();
	}

}
