package dev.weakref.spring.backing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.weakref.testsupport.Background;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A look-up reads the engine once, and threads share the read.
 */
interface ReadContract extends NearCacheNodes {

	@Test
	default void aValueThatOneNodeStoredIsFoundByTheOther() {
		NearCache near = node(0);
		NearCache far = node(1);
		near.cache().put("a", V1);
		assertThat(far.cache().getIfPresent("a")).isEqualTo(V1);
		assertThat(far.cache().getIfPresent("b")).isNull();
		assertThat(far.counts().hits()).isOne();
		assertThat(far.counts().misses()).isOne();
	}

	@Test
	default void aSecondLookUpAsksTheEngineNoMore() {
		NearCache near = node(0);
		NearCache far = node(1);
		put(near, far, "a", V1);
		Document first = far.cache().getIfPresent("a");
		assertThat(far.reads()).isOne();
		assertThat(far.cache().getIfPresent("a")).isSameAs(first);
		assertThat(far.cache().get("a", NOT_CALLED)).isSameAs(first);
		assertThat(far.cache().isCurrent("a", first)).isTrue();
		assertThat(far.reads()).isOne();
	}

	@Test
	default void aValueIsLoadedOnceAndThenReadFromTheEngine() {
		NearCache near = node(0);
		NearCache far = node(1);
		assertThat(near.cache().get("a", (key) -> V1)).isEqualTo(V1);
		assertThat(far.cache().get("a", NOT_CALLED)).isEqualTo(V1);
		assertThat(far.backing().writes).hasValue(0);
	}

	@Test
	default void threadsThatLookForOneKeyShareTheReadAndTheLoad() {
		NearCache near = node(0);
		ProbedBacking.Hold hold = near.backing().holdNextRead();
		AtomicInteger loads = new AtomicInteger();
		List<Background<Document>> threads = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			threads.add(Background.start(() -> near.cache().get("a", (key) -> {
				loads.incrementAndGet();
				return copy(V1);
			})));
		}
		hold.awaitAnswer();
		threads.forEach(Background::awaitWaiting);
		hold.release();
		assertThat(threads.stream().map((thread) -> System.identityHashCode(thread.result())).distinct()).hasSize(1);
		assertThat(loads).hasValue(1);
		assertThat(near.reads()).isOne();
	}

	@Test
	default void threadsThatLookForOneKeyWithoutALoaderShareTheRead() {
		NearCache near = node(0);
		NearCache far = node(1);
		put(near, far, "a", V1);
		ProbedBacking.Hold hold = far.backing().holdNextRead();
		List<Background<@Nullable Document>> threads = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			threads.add(Background.start(() -> far.cache().getIfPresent("a")));
		}
		hold.awaitAnswer();
		threads.forEach(Background::awaitWaiting);
		hold.release();
		threads.forEach((thread) -> assertThat(thread.result()).isEqualTo(V1));
		assertThat(far.reads()).isOne();
	}

}
