package dev.weakref.lock;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.Background;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for locks under the real collector: it takes none that is held, waited for or
 * referred to.
 */
@Timeout(60)
class WeakLocksCollectorTests {

	@AutoClose
	private final Reaper reaper = Reaper.start();

	private final WeakLocks locks = new WeakLocks(this.reaper);

	@Test
	void aLockThatIsNotUsedIsCollected() {
		WeakReference<Lock> lock = new WeakReference<>(this.locks.lockFor("key"));
		GarbageCollector.awaitCollected(lock);
		GarbageCollector.awaitUntil("its entry is drained", () -> this.locks.estimatedSize() == 0);
		assertThat(this.locks.statistics()).isEqualTo(new LockStatistics(0, 0, 0, 1, 1));
	}

	@Test
	void aLockThatIsReferredToStays() {
		Lock lock = this.locks.lockFor("key");
		GarbageCollector.run();
		assertThat(this.locks.lockFor("key")).isSameAs(lock);
	}

	@Test
	void aKeyIsNotHeldLongerThanItsLock() {
		WeakReference<Object> key = lockAndUnlockNewKey();
		GarbageCollector.awaitCollected(key);
	}

	@Test
	void aHeldLockIsFoundAlthoughItIsNotReferredTo() {
		WeakReference<Lock> lock = lock("key");
		GarbageCollector.run();
		assertThat(lock.refersTo(null)).isFalse();
		assertThat(otherThreadGets("key")).isFalse();
		this.locks.lockFor("key").unlock();
		assertThat(otherThreadGets("key")).isTrue();
		GarbageCollector.awaitCollected(lock);
	}

	@Test
	void aLockThatIsHeldSeveralTimesStaysUntilTheLastUnlock() {
		WeakReference<Lock> lock = lock("key");
		lock("key");
		this.locks.lockFor("key").unlock();
		GarbageCollector.run();
		assertThat(otherThreadGets("key")).isFalse();
		this.locks.lockFor("key").unlock();
		GarbageCollector.awaitCollected(lock);
	}

	@Test
	void aLockIsStillHeldByAThreadThatHasDied() {
		Background.run(() -> lock("key")).result();
		GarbageCollector.run();
		assertThat(otherThreadGets("key")).isFalse();
		assertThat(this.locks.statistics().held()).isOne();
	}

	@Test
	void aLockThatAThreadWaitsForIsFound() {
		lock("key");
		CountDownLatch end = new CountDownLatch(1);
		AtomicReference<String> state = new AtomicReference<>("waiting");
		Background<Boolean> other = Background.start(() -> {
			lock("key");
			state.set("holding");
			return end.await(30, TimeUnit.SECONDS);
		}).awaitWaiting();
		GarbageCollector.run();
		assertThat(this.locks.statistics()).isEqualTo(new LockStatistics(1, 1, 1, 1, 0));
		this.locks.lockFor("key").unlock();
		GarbageCollector.awaitUntil("the other thread holds the lock", () -> state.get().equals("holding"));
		GarbageCollector.run();
		assertThat(otherThreadGets("key")).isFalse();
		end.countDown();
		assertThat(other.result()).isTrue();
	}

	@Test
	void aLockWhoseConditionAThreadAwaitsIsFound() throws InterruptedException {
		AtomicReference<Condition> condition = new AtomicReference<>();
		CountDownLatch locked = new CountDownLatch(1);
		Background<Boolean> other = Background.run(() -> {
			condition.set(lockForCondition("key"));
			locked.countDown();
			condition.get().awaitUninterruptibly();
			this.locks.lockFor("key").unlock();
		});
		locked.await();
		for (int i = 0; i < 3; i++) {
			lock("key");
			this.locks.lockFor("key").unlock();
			GarbageCollector.run();
		}
		lock("key");
		condition.getAndSet(null).signal();
		this.locks.lockFor("key").unlock();
		other.result();
		assertThat(this.locks.statistics().registered()).isOne();
		GarbageCollector.awaitUntil("the lock is collected", () -> this.locks.liveCount() == 0);
	}

	@Test
	void aConditionHoldsItsLock() {
		Condition condition = this.locks.lockFor("key").newCondition();
		GarbageCollector.run();
		this.locks.lockFor("key").lock();
		condition.signal();
		assertThat(this.locks.statistics().registered()).isOne();
	}

	@Test
	void aThreadThatGaveUpWaitingDoesNotHoldTheLock() {
		WeakReference<Lock> lock = lock("key");
		assertThat(Background.start(() -> this.locks.lockFor("key").tryLock(1, TimeUnit.MILLISECONDS)).result())
			.isFalse();
		assertThat(Background.run(() -> this.locks.lockFor("key").unlock()).failure())
			.isInstanceOf(IllegalMonitorStateException.class);
		this.locks.lockFor("key").unlock();
		GarbageCollector.awaitCollected(lock);
	}

	@Test
	void aThreadThatIsInterruptedDoesNotHoldTheLock() {
		WeakReference<Lock> lock = lock("key");
		Background<Boolean> interrupted = Background.start(() -> {
			Thread.currentThread().interrupt();
			this.locks.lockFor("key").lockInterruptibly();
			return true;
		});
		assertThat(interrupted.failure()).isInstanceOf(InterruptedException.class);
		this.locks.lockFor("key").unlock();
		GarbageCollector.awaitCollected(lock);
	}

	@Test
	void countingDoesNotRevive() {
		WeakReference<Lock> lock = new WeakReference<>(this.locks.lockFor("key"));
		GarbageCollector.awaitUntil("the lock is collected although it is counted all the time", () -> {
			this.locks.statistics();
			this.locks.liveCount();
			return lock.refersTo(null);
		});
	}

	@Test
	void locksComeAndGoAfterTheReaperIsClosed() {
		this.reaper.close();
		WeakReference<Lock> lock = lock("key");
		this.locks.lockFor("key").unlock();
		GarbageCollector.awaitCollected(lock);
		GarbageCollector.awaitUntil("the key is removed as locks are asked for", () -> {
			this.locks.lockFor("other" + System.nanoTime());
			return this.locks.collectedCount() > 0;
		});
	}

	/**
	 * Lock in a frame of its own, which leaves no reference to the lock.
	 */
	private WeakReference<Lock> lock(Object key) {
		Lock lock = this.locks.lockFor(key);
		lock.lock();
		return new WeakReference<>(lock);
	}

	private Condition lockForCondition(Object key) {
		Lock lock = this.locks.lockFor(key);
		lock.lock();
		return lock.newCondition();
	}

	private WeakReference<Object> lockAndUnlockNewKey() {
		Object key = new Object();
		lock(key);
		this.locks.lockFor(key).unlock();
		return new WeakReference<>(key);
	}

	private boolean otherThreadGets(Object key) {
		return Background.start(() -> {
			Lock lock = this.locks.lockFor(key);
			boolean locked = lock.tryLock();
			if (locked) {
				lock.unlock();
			}
			Reference.reachabilityFence(lock);
			return locked;
		}).result();
	}

}
