package dev.weakref.cache;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.References;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a strong tier that does not hear of every use although entries expire after
 * their last use.
 */
class StrongTierClockTests {

	private final AtomicLong time = new AtomicLong();

	private final StrongTier tier = new StrongTier(
			new RetainSpec().expireAfterAccess(Duration.ofMinutes(1)).maximumSize(1_000), this.time::get, false, false,
			null);

	private final ReferenceMap<String, Object> map = ReferenceMap
		.<String, Object>builder(References.WEAK_VALUES, KeyEquality.EQUALS)
		.retainer(this.tier)
		.build();

	private final LongAdder weakHits = new LongAdder();

	@Test
	void anEntryInUseDoesNotExpire() {
		this.map.put("key", this);
		for (int second = 0; second < 90; second++) {
			use("key");
			pass(Duration.ofSeconds(1));
			use("key");
			this.tier.maintain();
		}
		assertThat(this.weakHits.sum()).isZero();
	}

	@Test
	void anEntryExpiresSoonAfterItsTimeAndNotBefore() {
		this.map.put("key", this);
		pass(Duration.ofMillis(999));
		use("key");
		for (int second = 0; second < 60; second++) {
			pass(Duration.ofSeconds(1));
			this.tier.maintain();
			assertThat(this.tier.size()).isOne();
		}
		for (int second = 0; second < 3; second++) {
			pass(Duration.ofSeconds(1));
			this.tier.maintain();
		}
		assertThat(this.tier.size()).isZero();
	}

	@Test
	void anEntryInUseDoesNotExpireAlthoughTheMaintenanceIsLate() {
		this.map.put("key", this);
		for (int minute = 0; minute < 8; minute++) {
			pass(Duration.ofMinutes(1));
			use("key");
			this.map.put("other", this);
		}
		this.tier.maintain();
		use("key");
		assertThat(this.weakHits.sum()).isZero();
	}

	private void use(String key) {
		assertThat(this.map.use(key, this.weakHits)).isSameAs(this);
	}

	private void pass(Duration duration) {
		this.time.addAndGet(duration.toNanos());
	}

}
