package dev.weakref.singleflight;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.weakref.testsupport.Background;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Claims} by threads that would wait for themselves or for each other.
 */
@Timeout(30)
class ClaimsCycleTests {

	private final WaitGraph waits = new WaitGraph();

	private final Claims<String> claims = new Claims<>(false, this.waits);

	@Test
	void anOwnerThatClaimsAgainIsTold() {
		this.claims.claim("key");
		assertThatExceptionOfType(RecursiveComputationException.class).isThrownBy(() -> this.claims.claim("key"))
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("key"))
			.withMessageContaining("java.lang.String");
	}

	@Test
	void anOwnerThatAcquiresAgainIsTold() {
		this.claims.acquire("key");
		assertThatExceptionOfType(RecursiveComputationException.class).isThrownBy(() -> this.claims.acquire("key"));
	}

	@Test
	void oneOfTwoThreadsThatWaitForEachOtherIsTold() {
		assertThat(cycle(this.claims, this.claims)).isTrue();
	}

	@Test
	void oneOfTwoThreadsThatWaitForEachOtherThroughTwoInstancesIsTold() {
		assertThat(cycle(this.claims, new Claims<>(true, this.waits))).isTrue();
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

	private static void await(CountDownLatch latch) {
		try {
			latch.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
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

}
