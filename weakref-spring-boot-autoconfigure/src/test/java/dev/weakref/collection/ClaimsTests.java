package dev.weakref.collection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.weakref.testsupport.Background;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(30)
class ClaimsTests {

	private final WaitGraph waits = new WaitGraph();

	private final Claims<String> claims = new Claims<>(KeyEquality.EQUALS, this.waits);

	@Test
	void firstThreadOwnsTheClaim() {
		assertThat(this.claims.claim("key").isOwn()).isTrue();
	}

	@Test
	void otherThreadFindsTheClaimAndIsGivenItsResult() {
		Claim<String> claim = this.claims.claim("key");
		Background<String> other = waitFor("key");
		this.claims.end(claim, "result");
		assertThat(other.result()).isEqualTo("result");
	}

	@Test
	void threadOfAPoolRunsNoOtherTaskWhileItWaits() throws Exception {
		Claim<String> claim = this.claims.claim("key");
		ForkJoinPool pool = new ForkJoinPool(1);
		try {
			List<Thread> threads = new CopyOnWriteArrayList<>();
			Future<String> waiting = pool.submit(() -> {
				threads.add(Thread.currentThread());
				CompletableFuture.runAsync(() -> threads.add(Thread.currentThread()), pool);
				return this.claims.await(this.claims.claim("key"));
			});
			Awaitility.await().until(() -> threads.size() == 2);
			this.claims.end(claim, "result");
			assertThat(waiting.get()).isEqualTo("result");
			assertThat(threads).doesNotHaveDuplicates();
		}
		finally {
			pool.shutdown();
		}
	}

	@Test
	void endedClaimIsForgotten() {
		this.claims.end(this.claims.claim("key"), "result");
		assertThat(this.claims.claim("key").isOwn()).isTrue();
	}

	@Test
	void equalKeysShareAClaim() {
		this.claims.claim(new String("key"));
		assertThatExceptionOfType(RecursiveComputationException.class)
			.isThrownBy(() -> this.claims.claim(new String("key")));
	}

	@Test
	void equalKeysDoNotShareAClaimWhereKeysCompareByIdentity() {
		Claims<String> byIdentity = new Claims<>(KeyEquality.IDENTITY);
		byIdentity.claim(new String("key"));
		assertThat(byIdentity.claim(new String("key")).isOwn()).isTrue();
	}

	@Test
	void ownerThatClaimsAgainIsTold() {
		this.claims.claim("key");
		assertThatExceptionOfType(RecursiveComputationException.class).isThrownBy(() -> this.claims.claim("key"))
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("key"))
			.withMessageContaining("java.lang.String");
	}

	@Test
	void ownerThatAcquiresAgainIsTold() {
		this.claims.acquire("key");
		assertThatExceptionOfType(RecursiveComputationException.class).isThrownBy(() -> this.claims.acquire("key"));
	}

	@Test
	void acquireWaitsForItsTurn() {
		Claim<String> claim = this.claims.acquire("key");
		Background<Boolean> other = Background.<Boolean>start(() -> this.claims.acquire("key").isOwn()).awaitWaiting();
		assertThat(other.isDone()).isFalse();
		this.claims.end(claim, "result");
		assertThat(other.result()).isTrue();
	}

	@Test
	void oneOfTwoThreadsThatWaitForEachOtherIsTold() {
		assertThat(cycle(this.claims, this.claims)).isTrue();
	}

	@Test
	void oneOfTwoThreadsThatWaitForEachOtherThroughTwoInstancesIsTold() {
		assertThat(cycle(this.claims, new Claims<>(KeyEquality.IDENTITY, this.waits))).isTrue();
	}

	@Test
	void allThreadsThatWaitAreGivenTheResult() {
		Claim<String> claim = this.claims.claim("key");
		List<Background<String>> others = List.of(waitFor("key"), waitFor("key"), waitFor("key"));
		this.claims.end(claim, "result");
		assertThat(others).allSatisfy((other) -> assertThat(other.result()).isEqualTo("result"));
	}

	@Test
	void claimThatIsHandedOverIsNobodysOwnUntilItIsTaken() {
		Claim<String> claim = this.claims.claim("key");
		claim.handOver();
		assertThat(claim.isOwn()).isFalse();
		assertThat(this.claims.claim("key")).isSameAs(claim);
		claim.take();
		assertThatExceptionOfType(RecursiveComputationException.class).isThrownBy(() -> this.claims.claim("key"));
	}

	@Test
	void threadWaitsForAClaimThatWasHandedOver() {
		Claim<String> claim = this.claims.claim("key");
		claim.handOver();
		Background<String> other = waitFor("key");
		this.claims.end(claim, "result");
		assertThat(other.result()).isEqualTo("result");
	}

	@Test
	void whoWantsToKnowIsToldTheResultOnce() {
		List<String> told = new ArrayList<>();
		Claim<String> claim = this.claims.claim("key");
		claim.whenEnded(told::add);
		this.claims.end(claim, "result");
		claim.whenEnded(told::add);
		assertThat(told).containsExactly("result", "result");
	}

	@Test
	void revokedClaimIsDecidedAgainstItsOwner() {
		Claim<String> claim = this.claims.claim("key");
		this.claims.revoke("key");
		assertThat(claim.decide()).isFalse();
	}

	@Test
	void revokedKeyCanBeClaimedAnew() {
		this.claims.claim("key");
		this.claims.revoke("key");
		assertThat(this.claims.claim("key").isOwn()).isTrue();
	}

	@Test
	void endOfARevokedClaimLeavesItsSuccessorAlone() {
		Claim<String> revoked = this.claims.claim("key");
		this.claims.revoke("key");
		this.claims.claim("key");
		this.claims.end(revoked, "result");
		assertThatExceptionOfType(RecursiveComputationException.class).isThrownBy(() -> this.claims.claim("key"));
	}

	@Test
	void threadsThatWaitForARevokedClaimAreStillGivenItsResult() {
		Claim<String> claim = this.claims.claim("key");
		Background<String> other = waitFor("key");
		this.claims.revoke("key");
		this.claims.end(claim, "result");
		assertThat(other.result()).isEqualTo("result");
	}

	@Test
	void revokeWaitsForAnOwnerThatHasDecided() {
		Claim<String> claim = this.claims.claim("key");
		assertThat(claim.decide()).isTrue();
		Background<Boolean> revocation = Background.run(() -> this.claims.revoke("key")).awaitWaiting();
		assertThat(revocation.isDone()).isFalse();
		this.claims.end(claim, "result");
		assertThat(revocation.result()).isTrue();
	}

	@Test
	void ownerThatRevokesItsOwnClaimAfterDecidingDoesNotWaitForItself() {
		Claim<String> claim = this.claims.claim("key");
		assertThat(claim.decide()).isTrue();
		this.claims.revoke("key");
		assertThat(this.claims.claim("key")).isNotSameAs(claim);
	}

	@Test
	void revokeAllRevokesEveryClaim() {
		Claim<String> one = this.claims.claim("one");
		Claim<String> two = this.claims.claim("two");
		this.claims.revokeAll();
		assertThat(one.decide()).isFalse();
		assertThat(two.decide()).isFalse();
	}

	@Test
	void revokeOfAnUnclaimedKeyDoesNothing() {
		this.claims.revoke("key");
		assertThat(this.claims.claim("key").decide()).isTrue();
	}

	@Test
	void claimEndsThoughTheHashCodeOfItsKeyHasChanged() {
		Mutable key = new Mutable();
		Claim<String> claim = this.claims.claim(key);
		key.hash = 1;
		this.claims.end(claim, "result");
		key.hash = 0;
		assertThat(this.claims.claim(key).isOwn()).isTrue();
	}

	@Test
	void claimEndsThoughTheHashCodeOfItsKeyThrows() {
		AtomicBoolean broken = new AtomicBoolean();
		Object key = new Object() {

			@Override
			public int hashCode() {
				if (broken.get()) {
					throw new IllegalStateException("broken");
				}
				return 1;
			}

		};
		Claim<String> claim = this.claims.claim(key);
		Background<String> other = waitFor(key);
		broken.set(true);
		this.claims.end(claim, "result");
		assertThat(other.result()).isEqualTo("result");
	}

	@Test
	void claimEndsThoughTheEqualsOfItsKeyThrows() {
		AtomicBoolean broken = new AtomicBoolean();
		Object key = new Colliding(() -> {
			if (broken.get()) {
				throw new IllegalStateException("broken");
			}
		});
		this.claims.claim(new Colliding(() -> {
		}));
		Claim<String> claim = this.claims.claim(key);
		broken.set(true);
		this.claims.end(claim, "result");
		broken.set(false);
		assertThat(this.claims.claim(key).isOwn()).isTrue();
	}

	@Test
	void claimEndsWhileAnotherThreadIsComparingKeys() throws InterruptedException {
		CountDownLatch comparing = new CountDownLatch(2);
		CountDownLatch ended = new CountDownLatch(1);
		List<Boolean> endedMeanwhile = new ArrayList<>();
		this.claims.claim(new Colliding(() -> {
		}));
		Claim<String> claim = this.claims.claim(new Colliding(() -> {
		}));
		Background<Boolean> other = Background.start(() -> this.claims.claim(new Colliding(() -> {
			comparing.countDown();
			if (comparing.getCount() == 0) {
				endedMeanwhile.add(await(ended));
			}
		})).isOwn());
		comparing.await();
		this.claims.end(claim, "result");
		ended.countDown();
		assertThat(other.result()).isTrue();
		assertThat(endedMeanwhile).containsOnly(true);
	}

	/**
	 * One waits for two, which waits for three. When one has seen that, three ends, and
	 * its thread asks for one.
	 */
	@Test
	void waitsThatWereNeverThereAtOnceAreNoCycle() throws InterruptedException {
		Claim<String> one = this.claims.claim("one");
		Interposed third = new Interposed(Thread.currentThread());
		CountDownLatch claimed = new CountDownLatch(1);
		third.body = () -> {
			Claim<String> three = this.claims.claim("three");
			claimed.countDown();
			await(third.seen);
			this.claims.end(three, "result");
			this.claims.await(this.claims.claim("one"));
		};
		third.start();
		claimed.await();
		Background<String> second = Background.<String>start(() -> {
			Claim<String> two = this.claims.claim("two");
			String result = this.claims.await(this.claims.claim("three"));
			this.claims.end(two, result);
			return result;
		}).awaitWaiting();
		assertThat(this.claims.await(this.claims.claim("two"))).isEqualTo("result");
		assertThat(third.seen.getCount()).isZero();
		this.claims.end(one, "result");
		third.join();
		assertThat(second.result()).isEqualTo("result");
	}

	private Background<String> waitFor(Object key) {
		return Background.<String>start(() -> this.claims.await(this.claims.claim(key))).awaitWaiting();
	}

	/**
	 * Two threads each own a key and ask for the other's.
	 * @return whether one was told so
	 */
	private static boolean cycle(Claims<String> first, Claims<String> second) {
		CountDownLatch claimed = new CountDownLatch(2);
		Background<Boolean> one = Background.start(() -> ask(first, "one", second, "two", claimed));
		Background<Boolean> two = Background.start(() -> ask(second, "two", first, "one", claimed));
		return one.result() | two.result();
	}

	private static boolean ask(Claims<String> own, String key, Claims<String> others, String other,
			CountDownLatch claimed) throws InterruptedException {
		Claim<String> claim = own.claim(key);
		try {
			claimed.countDown();
			claimed.await();
			Claim<String> found = others.claim(other);
			if (found.isOwn()) {
				others.end(found, "result");
			}
			else {
				others.await(found);
			}
			return false;
		}
		catch (RecursiveComputationException ex) {
			return true;
		}
		finally {
			own.end(claim, "result");
		}
	}

	private static boolean await(CountDownLatch latch) {
		try {
			return latch.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * A key whose hash code others have too.
	 */
	private record Colliding(Runnable onEquals) {

		@Override
		public boolean equals(Object other) {
			this.onEquals.run();
			return this == other;
		}

		@Override
		public int hashCode() {
			return 1;
		}

	}

	/**
	 * A thread that goes on as soon as another one looks for what it waits for, and has
	 * begun to wait for something else when that one finds it.
	 */
	private static final class Interposed extends Thread {

		private final CountDownLatch seen = new CountDownLatch(1);

		private final Thread onlooker;

		private Runnable body = () -> {
		};

		Interposed(Thread onlooker) {
			this.onlooker = onlooker;
			setDaemon(true);
		}

		@Override
		public void run() {
			this.body.run();
		}

		@Override
		public int hashCode() {
			if (Thread.currentThread() == this.onlooker && this.seen.getCount() > 0) {
				this.seen.countDown();
				Awaitility.await("the thread waits for something else")
					.pollInterval(Duration.ofMillis(1))
					.until(() -> getState() == State.WAITING);
			}
			return 1;
		}

	}

	private static final class Mutable {

		private int hash;

		@Override
		public boolean equals(Object other) {
			return this == other;
		}

		@Override
		public int hashCode() {
			return this.hash;
		}

	}

}
