package dev.weakref.spring.backing.redis;

import java.io.IOException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Soaks a near cache in front of a real Redis. No value may be older than permitted, and
 * the longest pause of this process comes on top. The system property
 * {@code weakref.soak.writes} says how many values another process writes meanwhile.
 */
@Tag("stress")
class RedisSoakTests {

	private static final int WRITES = Integer.getInteger("weakref.soak.writes", 100_000);

	/**
	 * Shows that the soak can fail: a cache that only drops what has changed keeps old
	 * values, if reads take long enough.
	 */
	@Test
	void aNaiveCacheKeepsOldValues() throws IOException {
		RedisSoak.Findings naive = new RedisSoak(8_000, 0, 2, false).naive();
		System.out.println(naive);
		assertThat(naive.stuck()).isPositive();
	}

	@Test
	void noOldValueStaysIfReadsAreSlow() throws IOException {
		assertThatAllIsWell(new RedisSoak(WRITES / 2, 0, 2, false));
	}

	@Test
	void noOldValueStaysAfterManyLosses() throws IOException {
		assertThatAllIsWell(new RedisSoak(WRITES / 2, 500, 0, true));
	}

	private static void assertThatAllIsWell(RedisSoak soak) throws IOException {
		RedisSoak.Findings findings = soak.ours();
		System.out.println(soak + ": " + findings);
		assertThat(findings.stuck()).isZero();
		assertThat(findings.oldest()).isLessThanOrEqualTo(RedisSoak.MAX_STALENESS.plus(findings.pause()));
	}

}
