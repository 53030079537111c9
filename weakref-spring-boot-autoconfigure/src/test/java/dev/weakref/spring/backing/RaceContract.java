package dev.weakref.spring.backing;

import dev.weakref.testsupport.Background;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A node keeps no value whose entry changed while the node read or loaded it.
 */
interface RaceContract extends NearCacheNodes {

	@Test
	default void aLoadedValueGivesWayToTheOneThatTheEngineGotMeanwhile() {
		NearCache near = node(0);
		NearCache far = node(1);
		far.channel().sink.lost();
		Document loaded = far.cache().get("a", (key) -> {
			near.cache().put(key, V2);
			return V1;
		});
		assertThat(loaded).isIn(V1, V2);
		assertThat(far.cache().getIfPresent("a")).isEqualTo(V2);
		assertThat(near.cache().getIfPresent("a")).isEqualTo(V2);
	}

	@Test
	default void aValueThatWasReadBeforeAChangeAndArrivesAfterItIsNotKept() {
		NearCache near = node(0);
		NearCache far = node(1);
		put(near, far, "a", V1);
		ProbedBacking.Hold hold = far.backing().holdNextRead();
		Background<@Nullable Document> late = Background.start(() -> far.cache().getIfPresent("a"));
		hold.awaitAnswer();
		near.cache().put("a", V2);
		far.awaitReports("a", 2);
		hold.release();
		assertThat(late.result()).isEqualTo(V1);
		assertThat(far.cache().getIfPresent("a")).isEqualTo(V2);
		assertThat(far.counts().discardedLoads()).isOne();
	}

	@Test
	default void aReadFromBeforeAPutOfThisNodeDoesNotReplaceItsObject() {
		NearCache near = node(0);
		NearCache far = node(1);
		put(far, near, "a", V1);
		ProbedBacking.Hold hold = near.backing().holdNextRead();
		Background<@Nullable Document> late = Background.start(() -> near.cache().getIfPresent("a"));
		hold.awaitAnswer();
		Document own = new Document("own");
		near.cache().put("a", own);
		hold.release();
		assertThat(late.result()).isIn(V1, own);
		assertThat(near.cache().getIfPresent("a")).isSameAs(own);
		assertThat(near.counts().superseded()).isZero();
	}

	@Test
	default void twoReadsWithAChangeBetweenThemAreNotShared() {
		NearCache near = node(0);
		NearCache far = node(1);
		put(near, far, "a", V1);
		ProbedBacking.Hold hold = far.backing().holdNextRead();
		Background<@Nullable Document> early = Background.start(() -> far.cache().getIfPresent("a"));
		hold.awaitAnswer();
		near.cache().put("a", V2);
		far.awaitReports("a", 2);
		assertThat(far.cache().getIfPresent("a")).isEqualTo(V2);
		assertThat(far.cache().get("a", NOT_CALLED)).isEqualTo(V2);
		hold.release();
		assertThat(early.result()).isIn(V1, V2);
		assertThat(far.cache().getIfPresent("a")).isEqualTo(V2);
	}

	@Test
	default void aValueWhoseEntryChangedDuringItsLoadIsNeitherWrittenNorKept() {
		NearCache near = node(0);
		NearCache far = node(1);
		assertThat(far.cache().get("a", (key) -> {
			put(near, far, key, V2);
			near.cache().invalidate(key);
			far.awaitReports(key, 2);
			return V1;
		})).isEqualTo(V1);
		assertThat(near.cache().getIfPresent("a")).isNull();
		assertThat(far.cache().getIfPresent("a")).isNull();
		assertThat(far.backing().writes).hasValue(0);
		assertThat(far.counts().discardedLoads()).isOne();
	}

}
