package dev.weakref.spring.backing;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Both nodes see each change that one of them makes.
 */
interface ChangeContract extends NearCacheNodes {

	@Test
	default void aChangeOfOneNodeIsSeenByTheOther() {
		NearCache near = node(0);
		NearCache far = node(1);
		put(near, far, "a", V1);
		assertThat(far.cache().getIfPresent("a")).isEqualTo(V1);
		near.cache().put("a", V2);
		far.awaitReports("a", 2);
		assertThat(far.cache().getIfPresent("a")).isEqualTo(V2);
		assertThat(far.counts().changed()).isOne();
	}

	@Test
	default void anEvictionOfOneNodeIsSeenByTheOther() {
		NearCache near = node(0);
		NearCache far = node(1);
		put(near, far, "a", V1);
		assertThat(far.cache().getIfPresent("a")).isEqualTo(V1);
		near.cache().invalidate("a");
		far.awaitReports("a", 2);
		assertThat(far.cache().getIfPresent("a")).isNull();
		assertThat(near.cache().getIfPresent("a")).isNull();
	}

	@Test
	default void aClearOfOneNodeIsSeenByTheOther() {
		NearCache near = node(0);
		NearCache far = node(1);
		put(near, far, "a", V1);
		assertThat(far.cache().getIfPresent("a")).isEqualTo(V1);
		int seen = far.channel().count();
		near.cache().invalidateAll();
		far.channel().awaitMore(seen);
		assertThat(far.cache().getIfPresent("a")).isNull();
		assertThat(near.cache().getIfPresent("a")).isNull();
	}

	@Test
	default void aLookUpAfterAPutOnTheSameNodeFindsThatValue() {
		NearCache near = node(0);
		node(1);
		for (int i = 0; i < 200; i++) {
			Document value = new Document("value " + i);
			near.cache().put("a", value);
			assertThat(near.cache().getIfPresent("a")).isEqualTo(value);
		}
	}

	@Test
	default void aLookUpAfterAnEvictionOnTheSameNodeFindsNothing() {
		NearCache near = node(0);
		node(1);
		for (int i = 0; i < 50; i++) {
			near.cache().put("a", V1);
			near.cache().invalidate("a");
			assertThat(near.cache().getIfPresent("a")).isNull();
		}
	}

	@Test
	default void aStoredObjectIsTheOneThatIsFound() {
		NearCache near = node(0);
		Document value = copy(V1);
		near.cache().put("a", value);
		near.awaitReports("a", 1);
		assertThat(near.cache().getIfPresent("a")).isSameAs(value);
		assertThat(near.cache().getIfPresent("a")).isSameAs(value);
		assertThat(near.counts().superseded()).isZero();
	}

	@Test
	default void anEqualValueThatIsWrittenAgainIsTheSameObjectOnTheOtherNode() {
		NearCache near = node(0);
		NearCache far = node(1);
		put(near, far, "a", V1);
		Document before = far.cache().getIfPresent("a");
		near.cache().put("a", copy(V1));
		far.awaitReports("a", 2);
		int decodes = far.backing().decodes.get();
		assertThat(far.cache().getIfPresent("a")).isSameAs(before);
		assertThat(far.backing().decodes.get() - decodes).isEqualTo((showsBytes()) ? 0 : 1);
		assertThat(far.counts().unchanged()).isOne();
		assertThat(far.counts().changed()).isZero();
		assertThat(far.counts().superseded()).isZero();
	}

	@Test
	default void aValueIsStoredUnlessTheEngineHasOne() {
		NearCache near = node(0);
		NearCache far = node(1);
		assertThat(near.cache().putIfAbsent("a", V1)).isNull();
		assertThat(near.cache().getIfPresent("a")).isSameAs(V1);
		assertThat(far.cache().putIfAbsent("a", V2)).isEqualTo(V1);
		assertThat(far.cache().getIfPresent("a")).isEqualTo(V1);
	}

}
