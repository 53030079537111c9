package dev.weakref.spring.backing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import dev.weakref.cache.BackingSpec.WhenLost;
import dev.weakref.cache.BackingStatistics.State;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A node trusts no local value after a loss of reports, unless the settings say so.
 */
interface LossContract extends NearCacheNodes {

	@Test
	default void nothingLocalIsTrustedAfterALoss() {
		NearCache near = node(0);
		NearCache far = node(1);
		put(near, far, "a", V1);
		far.cache().getIfPresent("a");
		assertThat(far.counts().state()).isEqualTo(State.TRUSTED);
		far.channel().sink.lost();
		assertThat(far.counts().state()).isEqualTo(State.LOST);
		int reads = far.reads();
		far.cache().getIfPresent("a");
		far.cache().get("a", NOT_CALLED);
		assertThat(far.cache().contains("a")).isFalse();
		assertThat(far.reads() - reads).isEqualTo(2);
		assertThat(far.counts().losses()).isOne();
	}

	@Test
	default void unchangedValuesAreTheSameObjectsAfterARestoreAndAreReadOnce() {
		NearCache near = node(0);
		NearCache far = node(1);
		List<@Nullable Document> before = new ArrayList<>();
		for (int i = 0; i < 1_000; i++) {
			put(near, far, "key" + i, new Document("value " + i));
			before.add(far.cache().getIfPresent("key" + i));
		}
		far.channel().sink.lost();
		near.cache().put("key7", new Document("changed"));
		far.awaitReports("key7", 2);
		far.channel().sink.restored();
		int reads = far.reads();
		int decodes = far.backing().decodes.get();
		for (int round = 0; round < 2; round++) {
			for (int i = 0; i < 1_000; i++) {
				Document value = far.cache().getIfPresent("key" + i);
				if (i == 7) {
					assertThat(value).isEqualTo(new Document("changed"));
				}
				else {
					assertThat(value).isSameAs(before.get(i));
				}
			}
		}
		assertThat(far.reads() - reads).isEqualTo(1_000);
		assertThat(far.backing().decodes.get() - decodes).isEqualTo((showsBytes()) ? 1 : 1_000);
		assertThat(far.counts().unchanged()).isEqualTo(999);
	}

	@Test
	default void localValuesAreReturnedDuringALossForTheSetTime() {
		AtomicLong clock = new AtomicLong();
		NearCache near = node(0);
		NearCache far = node(1, (spec) -> spec.whenLost(WhenLost.SERVE_LOCAL).serveLocalFor(Duration.ofSeconds(30)),
				(settings) -> settings.ticker(clock::get));
		put(near, far, "a", V1);
		far.cache().getIfPresent("a");
		clock.addAndGet(Duration.ofMinutes(5).toNanos());
		far.channel().sink.lost();
		int reads = far.reads();
		clock.addAndGet(Duration.ofSeconds(29).toNanos());
		assertThat(far.counts().state()).isEqualTo(State.SERVING_LOCAL);
		assertThat(far.cache().getIfPresent("a")).isEqualTo(V1);
		assertThat(far.reads()).isEqualTo(reads);
		clock.addAndGet(Duration.ofSeconds(1).toNanos());
		assertThat(far.counts().state()).isEqualTo(State.LOST);
		assertThat(far.cache().getIfPresent("a")).isEqualTo(V1);
		assertThat(far.reads()).isEqualTo(reads + 1);
	}

	@Test
	default void aReportedChangeIsSeenWhileLocalValuesAreReturned() {
		NearCache near = node(0);
		NearCache far = node(1, (spec) -> spec.whenLost(WhenLost.SERVE_LOCAL));
		put(near, far, "a", V1);
		far.cache().getIfPresent("a");
		far.channel().sink.lost();
		near.cache().put("a", V2);
		far.awaitReports("a", 2);
		assertThat(far.cache().getIfPresent("a")).isEqualTo(V2);
	}

}
