package dev.weakref.cache;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for how long a failed read of an engine counts.
 */
class BackingCountersTests {

	private final AtomicLong clock = new AtomicLong();

	private final BackingCounters counters = new BackingCounters(this.clock::get);

	@Test
	void anEngineIsFailingUntilItIsRead() {
		assertThat(this.counters.isFailing()).isFalse();
		fail();
		assertThat(this.counters.isFailing()).isTrue();
		this.counters.read(1, Map::of);
		assertThat(this.counters.isFailing()).isFalse();
	}

	@Test
	void anEngineThatIsNotAskedIsFailingForHalfAMinute() {
		fail();
		this.clock.addAndGet(Duration.ofSeconds(30).toNanos() - 1);
		assertThat(this.counters.isFailing()).isTrue();
		this.clock.addAndGet(1);
		assertThat(this.counters.isFailing()).isFalse();
		fail();
		assertThat(this.counters.isFailing()).isTrue();
	}

	@Test
	void aFailedWriteAfterAFailedReadShowsThatTheEngineStillFails() {
		assertThatIllegalStateException().isThrownBy(() -> this.counters.access(BackingCountersTests::down));
		assertThat(this.counters.isFailing()).isFalse();
		fail();
		this.clock.addAndGet(Duration.ofSeconds(31).toNanos());
		assertThatIllegalStateException().isThrownBy(() -> this.counters.access(BackingCountersTests::down));
		assertThat(this.counters.isFailing()).isTrue();
	}

	private void fail() {
		assertThatIllegalStateException()
			.isThrownBy(() -> this.counters.<String, String>read(1, BackingCountersTests::down));
	}

	private static <T> T down() {
		throw new IllegalStateException("The engine is down");
	}

}
