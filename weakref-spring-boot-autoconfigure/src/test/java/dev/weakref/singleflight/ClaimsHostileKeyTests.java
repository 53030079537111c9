package dev.weakref.singleflight;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.weakref.testsupport.Background;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Claims} on keys that do not keep the contract of {@code equals} and
 * {@code hashCode}, or take their time.
 */
@Timeout(30)
class ClaimsHostileKeyTests {

	private final Claims<String> claims = new Claims<>(false);

	@Test
	void aClaimEndsThoughTheHashCodeOfItsKeyHasChanged() {
		Mutable key = new Mutable();
		Claim<String> claim = this.claims.claim(key);
		key.hash = 1;
		this.claims.end(claim, "result");
		key.hash = 0;
		assertThat(this.claims.claim(key).isOwn()).isTrue();
	}

	@Test
	void aClaimEndsThoughTheHashCodeOfItsKeyThrows() {
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
		Background<String> other = Background.<String>start(() -> this.claims.await(this.claims.claim(key)))
			.awaitWaiting();
		broken.set(true);
		this.claims.end(claim, "result");
		assertThat(other.result()).isEqualTo("result");
	}

	@Test
	void aClaimEndsThoughTheEqualsOfItsKeyThrows() {
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
	void aClaimEndsWhileAnotherThreadIsComparingKeys() throws InterruptedException {
		CountDownLatch comparing = new CountDownLatch(2);
		CompletableFuture<Boolean> ended = new CompletableFuture<>();
		List<Boolean> endedMeanwhile = new ArrayList<>();
		this.claims.claim(new Colliding(() -> {
		}));
		Claim<String> claim = this.claims.claim(new Colliding(() -> {
		}));
		Background<Boolean> other = Background.start(() -> this.claims.claim(new Colliding(() -> {
			comparing.countDown();
			if (comparing.getCount() == 0) {
				endedMeanwhile.add(ended.completeOnTimeout(false, 10, TimeUnit.SECONDS).join());
			}
		})).isOwn());
		comparing.await();
		this.claims.end(claim, "result");
		ended.complete(true);
		assertThat(other.result()).isTrue();
		assertThat(endedMeanwhile).containsOnly(true);
	}

	@Test
	void aSecondRevocationOfAClaimDoesNotWaitForTheEndOfTheFirst() {
		Object key = new Twin(() -> {
		});
		Claim<String> claim = this.claims.claim(key);
		AtomicBoolean revoked = new AtomicBoolean();
		Object twin = new Twin(() -> {
			if (revoked.compareAndSet(false, true)) {
				this.claims.revoke(key);
			}
		});
		assertThat(Background.run(() -> this.claims.revoke(twin)).result()).isTrue();
		assertThat(revoked).isTrue();
		assertThat(claim.use()).isFalse();
	}

	/**
	 * A key that equals others of its kind.
	 */
	private record Twin(Runnable onEquals) {

		@Override
		public boolean equals(Object other) {
			this.onEquals.run();
			return other instanceof Twin;
		}

		@Override
		public int hashCode() {
			return 1;
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
