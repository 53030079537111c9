package dev.weakref.spring.backing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.weakref.cache.CollectionCause;
import dev.weakref.cache.WeakCacheListener;
import dev.weakref.testsupport.GarbageCollector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An old value counts as superseded as long as it is held.
 */
interface SupersessionContract extends NearCacheNodes {

	@Test
	default void aChangedValueIsSupersededForAsLongAsItIsHeld() {
		NearCache near = node(0);
		List<String> superseded = new CopyOnWriteArrayList<>();
		NearCache far = node(1, (spec) -> {
		}, (settings) -> settings.listener(new WeakCacheListener<Object>() {

			@Override
			public void onCollected(@Nullable Object key, CollectionCause cause) {
			}

			@Override
			public void onSuperseded(Object key) {
				superseded.add((String) key);
			}

		}));
		put(near, far, "a", copy(V1));
		assertSuperseded(near, far);
		await().until(() -> superseded.equals(List.of("a")));
		GarbageCollector.awaitUntil("the old value is collected", () -> far.counts().superseded() == 0);
		assertThat(far.counts().oldestSupersededMillis()).isZero();
	}

	private static void assertSuperseded(NearCache near, NearCache far) {
		Document[] old = { far.cache().getIfPresent("a") };
		near.cache().put("a", V2);
		far.awaitReports("a", 2);
		assertThat(far.cache().isCurrent("a", old[0])).isFalse();
		Document present = far.cache().getIfPresent("a");
		assertThat(far.cache().isCurrent("a", present)).isTrue();
		assertThat(far.cache().isCurrent("a", old[0])).isFalse();
		near.backing().releaseValues();
		far.backing().releaseValues();
		GarbageCollector.run();
		assertThat(far.counts().superseded()).isOne();
		await().until(() -> far.counts().oldestSupersededMillis() > 0);
		assertThat(old[0]).isEqualTo(V1);
	}

	@Test
	default void anEvictedValueIsSuperseded() {
		NearCache near = node(0);
		NearCache far = node(1);
		put(near, far, "a", V1);
		Document held = far.cache().getIfPresent("a");
		near.cache().invalidate("a");
		far.awaitReports("a", 2);
		assertThat(far.cache().getIfPresent("a")).isNull();
		assertThat(far.counts().superseded()).isOne();
		assertThat(near.counts().superseded()).isOne();
		assertThat(held).isEqualTo(V1);
	}

	@Test
	default void theValuesOfAClearedCacheAreSuperseded() {
		NearCache near = node(0);
		near.cache().put("a", V1);
		near.cache().put("b", V2);
		near.awaitReports("b", 1);
		near.cache().invalidateAll();
		assertThat(near.counts().superseded()).isEqualTo(2);
	}

	@Test
	default void aValueThatIsStoredAgainIsNotSuperseded() {
		NearCache near = node(0);
		near.cache().put("a", V1);
		near.cache().put("a", V2);
		near.cache().put("a", V1);
		assertThat(near.counts().superseded()).isOne();
		near.awaitReports("a", 3);
		assertThat(near.cache().getIfPresent("a")).isSameAs(V1);
		assertThat(near.cache().isCurrent("a", V1)).isTrue();
	}

}
