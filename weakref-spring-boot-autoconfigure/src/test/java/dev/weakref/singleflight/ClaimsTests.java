package dev.weakref.singleflight;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;

import dev.weakref.testsupport.Background;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Claims}.
 */
@Timeout(30)
class ClaimsTests {

	private final Claims<String> claims = new Claims<>(false);

	@Test
	void theFirstThreadOwnsTheClaim() {
		assertThat(this.claims.claim("key").isOwn()).isTrue();
	}

	@Test
	void anotherThreadFindsTheClaimAndIsGivenItsResult() {
		Claim<String> claim = this.claims.claim("key");
		Background<String> other = waitFor("key");
		this.claims.end(claim, "result");
		assertThat(other.result()).isEqualTo("result");
	}

	@Test
	void aThreadOfAPoolRunsNoOtherTaskWhileItWaits() throws Exception {
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
	void anEndedClaimIsForgotten() {
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
		Claims<String> byIdentity = new Claims<>(true);
		byIdentity.claim(new String("key"));
		assertThat(byIdentity.claim(new String("key")).isOwn()).isTrue();
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
	void allThreadsThatWaitAreGivenTheResult() {
		Claim<String> claim = this.claims.claim("key");
		List<Background<String>> others = List.of(waitFor("key"), waitFor("key"), waitFor("key"));
		this.claims.end(claim, "result");
		assertThat(others).allSatisfy((other) -> assertThat(other.result()).isEqualTo("result"));
	}

	@Test
	void aClaimThatIsHandedOverHasNoOwnerUntilItIsTaken() {
		Claim<String> claim = this.claims.claim("key");
		claim.handOver();
		assertThat(claim.isOwn()).isFalse();
		assertThat(this.claims.claim("key")).isSameAs(claim);
		claim.take();
		assertThatExceptionOfType(RecursiveComputationException.class).isThrownBy(() -> this.claims.claim("key"));
	}

	@Test
	void aThreadWaitsForAClaimThatWasHandedOver() {
		Claim<String> claim = this.claims.claim("key");
		claim.handOver();
		Background<String> other = waitFor("key");
		this.claims.end(claim, "result");
		assertThat(other.result()).isEqualTo("result");
	}

	@Test
	void eachListenerOfAClaimIsToldTheResultOnce() {
		List<String> told = new ArrayList<>();
		Claim<String> claim = this.claims.claim("key");
		claim.whenEnded(told::add);
		this.claims.end(claim, "result");
		claim.whenEnded(told::add);
		assertThat(told).containsExactly("result", "result");
	}

	@Test
	void aRevokedClaimIsDecidedAgainstItsOwner() {
		Claim<String> claim = this.claims.claim("key");
		this.claims.revoke("key");
		assertThat(claim.use()).isFalse();
	}

	@Test
	void aRevokedKeyCanBeClaimedAgain() {
		this.claims.claim("key");
		this.claims.revoke("key");
		assertThat(this.claims.claim("key").isOwn()).isTrue();
	}

	@Test
	void theEndOfARevokedClaimLeavesItsSuccessorAlone() {
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
		assertThat(claim.use()).isTrue();
		Background<Boolean> revocation = Background.run(() -> this.claims.revoke("key")).awaitWaiting();
		assertThat(revocation.isDone()).isFalse();
		this.claims.end(claim, "result");
		assertThat(revocation.result()).isTrue();
	}

	@Test
	void anOwnerThatRevokesItsOwnClaimAfterDecidingDoesNotWaitForItself() {
		Claim<String> claim = this.claims.claim("key");
		assertThat(claim.use()).isTrue();
		this.claims.revoke("key");
		assertThat(this.claims.claim("key")).isNotSameAs(claim);
	}

	@Test
	void revokeAllRevokesEveryClaim() {
		Claim<String> one = this.claims.claim("one");
		Claim<String> two = this.claims.claim("two");
		this.claims.revokeAll();
		assertThat(one.use()).isFalse();
		assertThat(two.use()).isFalse();
	}

	@Test
	void revokeOfAnUnclaimedKeyDoesNothing() {
		this.claims.revoke("key");
		assertThat(this.claims.claim("key").use()).isTrue();
	}

	private Background<String> waitFor(Object key) {
		return Background.<String>start(() -> this.claims.await(this.claims.claim(key))).awaitWaiting();
	}

}
