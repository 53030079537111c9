package dev.weakref.lock;

import java.util.Date;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.Background;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Tests for {@link WeakLocks}.
 */
@Timeout(60)
class WeakLocksTests {

	@AutoClose
	private final Reaper reaper = Reaper.start();

	private final WeakLocks locks = new WeakLocks(this.reaper);

	@Test
	void equalKeysHaveOneLock() {
		Lock lock = this.locks.lockFor(new Key("a", 1));
		assertThat(this.locks.lockFor(new Key("a", 1))).isSameAs(lock);
	}

	@Test
	void keysThatOnlyShareTheirHashCodeHaveLocksOfTheirOwn() {
		Lock lock = this.locks.lockFor(new Key("a", 1));
		Lock other = this.locks.lockFor(new Key("b", 1));
		assertThat(other).isNotSameAs(lock);
		lock.lock();
		assertThat(Background.start(other::tryLock).result()).isTrue();
	}

	@Test
	void aKeyMustBeThere() {
		assertThatNullPointerException().isThrownBy(() -> this.locks.lockFor(nothing()))
			.withMessage("'key' must not be null");
	}

	@Test
	void oneThreadAtATimeHoldsTheLock() {
		Lock lock = this.locks.lockFor("key");
		lock.lock();
		assertThat(otherThreadGets("key")).isFalse();
		lock.unlock();
		assertThat(otherThreadGets("key")).isTrue();
	}

	@Test
	void aThreadMayHoldTheLockSeveralTimes() {
		Lock lock = this.locks.lockFor("key");
		lock.lock();
		assertThat(lock.tryLock()).isTrue();
		lock.unlock();
		assertThat(otherThreadGets("key")).isFalse();
		lock.unlock();
		assertThat(otherThreadGets("key")).isTrue();
	}

	@Test
	void everyWayToLockLocks() throws InterruptedException {
		Lock lock = this.locks.lockFor("key");
		lock.lockInterruptibly();
		assertThat(lock.tryLock()).isTrue();
		assertThat(lock.tryLock(1, TimeUnit.SECONDS)).isTrue();
		for (int i = 0; i < 3; i++) {
			assertThat(otherThreadGets("key")).isFalse();
			lock.unlock();
		}
		assertThat(otherThreadGets("key")).isTrue();
	}

	@Test
	void aThreadThatWaitsTooLongGivesUp() {
		Lock lock = this.locks.lockFor("key");
		lock.lock();
		assertThat(Background.start(() -> lock.tryLock(1, TimeUnit.MILLISECONDS)).result()).isFalse();
	}

	@Test
	void onlyTheThreadThatHoldsTheLockCanUnlockIt() {
		Lock lock = this.locks.lockFor("key");
		lock.lock();
		assertThat(Background.run(lock::unlock).failure()).isInstanceOf(IllegalMonitorStateException.class);
		assertThat(otherThreadGets("key")).isFalse();
		lock.unlock();
		assertThatExceptionOfType(IllegalMonitorStateException.class).isThrownBy(lock::unlock)
			.withMessage("The lock is not held by this thread");
	}

	@Test
	void aThreadAwaitsWhatAnotherOneSignals() throws InterruptedException {
		Lock lock = this.locks.lockFor("key");
		Condition condition = lock.newCondition();
		CountDownLatch locked = new CountDownLatch(1);
		Background<Boolean> waiting = Background.start(() -> {
			lock.lock();
			lock.lock();
			locked.countDown();
			condition.await();
			boolean alone = !otherThreadGets("key");
			lock.unlock();
			lock.unlock();
			return alone;
		});
		locked.await();
		lock.lock();
		condition.signalAll();
		lock.unlock();
		assertThat(waiting.result()).isTrue();
		assertThat(otherThreadGets("key")).isTrue();
	}

	@Test
	void everyWayToAwaitEnds() throws InterruptedException {
		Lock lock = this.locks.lockFor("key");
		Condition condition = lock.newCondition();
		lock.lock();
		assertThat(condition.await(1, TimeUnit.MILLISECONDS)).isFalse();
		assertThat(condition.awaitNanos(1_000)).isNotPositive();
		assertThat(condition.awaitUntil(new Date())).isFalse();
		Background<Boolean> signaller = Background.run(() -> {
			lock.lock();
			condition.signal();
			lock.unlock();
		});
		condition.awaitUninterruptibly();
		signaller.result();
		lock.unlock();
		assertThat(otherThreadGets("key")).isTrue();
	}

	@Test
	void onlyTheThreadThatHoldsTheLockCanAwait() {
		Condition condition = this.locks.lockFor("key").newCondition();
		assertThatExceptionOfType(IllegalMonitorStateException.class).isThrownBy(condition::await);
		assertThatExceptionOfType(IllegalMonitorStateException.class).isThrownBy(condition::signal);
		assertThat(this.locks.statistics().held()).isZero();
	}

	@Test
	void locksAreCounted() {
		Lock free = this.locks.lockFor("free");
		Lock held = this.locks.lockFor("held");
		held.lock();
		List<Background<Boolean>> waiting = List.of(Background.run(held::lock), Background.run(held::lock));
		waiting.forEach(Background::awaitWaiting);
		this.locks.lockFor("free");
		assertThat(this.locks.statistics()).isEqualTo(new LockStatistics(2, 1, 2, 2, 0));
		assertThat(this.locks.liveCount()).isEqualTo(2);
		assertThat(this.locks.estimatedSize()).isEqualTo(2);
		assertThat(free).isNotNull();
	}

	@Test
	void aThreadThatAwaitsAConditionLeavesTheLockToOthers() throws InterruptedException {
		Lock lock = this.locks.lockFor("key");
		Condition condition = lock.newCondition();
		CountDownLatch locked = new CountDownLatch(1);
		Background<Boolean> waiting = Background.run(() -> {
			lock.lock();
			locked.countDown();
			condition.awaitUninterruptibly();
			lock.unlock();
		});
		locked.await();
		lock.lock();
		lock.unlock();
		assertThat(this.locks.statistics()).isEqualTo(new LockStatistics(1, 0, 0, 1, 0));
		lock.lock();
		condition.signal();
		lock.unlock();
		waiting.result();
	}

	@Test
	void theTextTellsNothingOfTheKeys() {
		Lock lock = this.locks.lockFor("secret");
		lock.lock();
		assertThat(lock.toString()).contains("Locked by thread").doesNotContain("secret");
		assertThat(this.locks.toString()).isEqualTo("WeakLocks[estimatedSize=1]");
	}

	@Test
	void locksAreFoundAfterTheReaperIsClosed() {
		this.reaper.close();
		Lock lock = this.locks.lockFor("key");
		assertThat(this.locks.lockFor("key")).isSameAs(lock);
	}

	private boolean otherThreadGets(Object key) {
		return Background.start(() -> {
			Lock lock = this.locks.lockFor(key);
			boolean locked = lock.tryLock();
			if (locked) {
				lock.unlock();
			}
			return locked;
		}).result();
	}

	@SuppressWarnings("NullAway")
	private static Object nothing() {
		return null;
	}

	private record Key(String name, int hash) {

		@Override
		public int hashCode() {
			return this.hash;
		}

	}

}
