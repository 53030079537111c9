package dev.weakref.cache;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.weakref.Registration;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.References;
import dev.weakref.collection.SimulatedCollector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(30)
class WeakCacheListenerTests {

	@AutoClose
	private final CacheFixture fixture = new CacheFixture();

	private final List<Call> calls = new CopyOnWriteArrayList<>();

	private final WeakCacheListener<String> listener = (key, cause) -> this.calls.add(new Call(key, cause));

	private final String key = new String("key");

	@Test
	void aCollectedValueIsToldWithItsKey() {
		WeakCache<String, Object> cache = this.fixture.cache((builder) -> builder.listener(this.listener));
		cache.put(this.key, this);
		CacheFixture.collect(cache, this.key);
		awaitCalls(new Call("key", CollectionCause.VALUE_COLLECTED));
	}

	@Test
	void aCollectedKeyIsToldWithoutIt() {
		WeakCache<String, Object> cache = this.fixture
			.cache((builder) -> builder.references(References.WEAK_KEYS).listener(this.listener));
		cache.put(this.key, this);
		CacheFixture.collect(cache, this.key);
		awaitCalls(new Call(null, CollectionCause.KEY_COLLECTED));
	}

	@Test
	void aCollectedValueOfAWeakKeyIsToldWithItsKey() {
		WeakCache<String, Object> cache = this.fixture
			.cache((builder) -> builder.references(References.WEAK_KEYS_AND_VALUES)
				.keyEquality(KeyEquality.IDENTITY)
				.listener(this.listener));
		cache.put(this.key, this);
		SimulatedCollector.collectValue(CacheFixture.index(cache), this.key);
		awaitCalls(new Call("key", CollectionCause.VALUE_COLLECTED));
	}

	@Test
	void invalidatedAndReplacedEntriesAreNotTold() {
		WeakCache<String, Object> cache = this.fixture.cache((builder) -> builder.listener(this.listener));
		cache.put("invalidated", this);
		cache.invalidate("invalidated");
		cache.put("replaced", this);
		cache.put("replaced", this.fixture);
		cache.invalidateAll();
		this.fixture.close();
		assertThat(this.calls).isEmpty();
	}

	@Test
	void allListenersAreTold() {
		WeakCache<String, Object> cache = this.fixture.cache((builder) -> builder.listener((key, cause) -> {
			throw new IllegalStateException("listener's own fault");
		}).listener(this.listener));
		cache.addListener(this.listener);
		cache.put(this.key, this);
		CacheFixture.collect(cache, this.key);
		Call call = new Call("key", CollectionCause.VALUE_COLLECTED);
		awaitCalls(call, call);
		assertThat(CacheFixture.state(cache).callbacks().failed()).isOne();
	}

	@Test
	void aListenerThatWasRemovedIsNotTold() {
		WeakCache<String, Object> cache = this.fixture.cache();
		Registration registration = cache.addListener(this.listener);
		registration.close();
		cache.put(this.key, this);
		CacheFixture.collect(cache, this.key);
		await().until(() -> cache.estimatedSize() == 0);
		this.fixture.close();
		assertThat(this.calls).isEmpty();
	}

	@Test
	void aListenerMayUseTheCache() {
		WeakCache<String, Object> cache = this.fixture.cache();
		cache.addListener((key, cause) -> cache.put("again", this));
		cache.addListener(this.listener);
		cache.put(this.key, this);
		CacheFixture.collect(cache, this.key);
		awaitCalls(new Call("key", CollectionCause.VALUE_COLLECTED));
		await().untilAsserted(() -> assertThat(cache.contains("again")).isTrue());
	}

	@Test
	void noListenerIsToldAfterTheReaperWasClosed() {
		WeakCache<String, Object> cache = this.fixture.cache((builder) -> builder.listener(this.listener));
		this.fixture.close();
		cache.put(this.key, this);
		CacheFixture.collect(cache, this.key);
		cache.cleanUp();
		assertThat(cache.statistics().collected()).isOne();
		assertThat(this.calls).isEmpty();
		assertThat(this.fixture.reaper.statistics().backlog()).isZero();
	}

	private void awaitCalls(Call... expected) {
		await().until(() -> this.calls.size() >= expected.length);
		this.fixture.close();
		assertThat(this.calls).containsExactly(expected);
	}

	private record Call(@Nullable String key, CollectionCause cause) {
	}

}
