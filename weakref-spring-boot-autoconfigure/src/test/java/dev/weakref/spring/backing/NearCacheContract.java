package dev.weakref.spring.backing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.weakref.cache.BackingSpec;
import dev.weakref.cache.BackingSpec.WhenDown;
import dev.weakref.cache.BackingSpec.WhenLost;
import dev.weakref.cache.BackingStatistics.State;
import dev.weakref.cache.CollectedValues;
import dev.weakref.cache.CollectionCause;
import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCacheBuilder;
import dev.weakref.cache.WeakCacheListener;
import dev.weakref.cache.WeakCaches;
import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.Background;
import dev.weakref.testsupport.GarbageCollector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * The promises of a cache in front of an engine, which hold for each engine. Two nodes,
 * {@code near} and {@code far}, have connections of their own.
 */
@Timeout(60)
@TestInstance(Lifecycle.PER_CLASS)
public abstract class NearCacheContract {

	protected static final Document V1 = new Document("1");

	protected static final Document V2 = new Document("2");

	private static final Function<String, Document> NOT_CALLED = (key) -> {
		throw new AssertionError("The loader must not be called for " + key);
	};

	private final Reaper reaper = Reaper.builder().closeTimeout(Duration.ofSeconds(5)).start();

	private final AtomicInteger number = new AtomicInteger();

	private final List<WeakCaches> opened = new ArrayList<>();

	private final List<NearCache> caches = new ArrayList<>();

	private String name = "documents";

	/**
	 * Returns the cache of that name, as one of two nodes sees it.
	 */
	protected abstract NearCache.Engine engine(int node, String cache);

	/** Whether the engine shows stored bytes. */
	protected abstract boolean hasBytes();

	protected final NearCache node(int node) {
		return node(node, (spec) -> {
		});
	}

	protected final NearCache node(int node, Consumer<BackingSpec> spec) {
		return node(node, spec, (settings) -> {
		});
	}

	protected final NearCache node(int node, Consumer<BackingSpec> spec,
			Consumer<WeakCacheBuilder<Object, Object>> settings) {
		if (this.caches.isEmpty()) {
			this.name = "documents" + this.number.incrementAndGet();
		}
		WeakCaches caches = new WeakCaches(this.reaper, (defaults) -> {
		});
		NearCache cache = NearCache.of(caches, this.name, engine(node, this.name), spec, settings);
		this.opened.add(caches);
		this.caches.add(cache);
		return cache;
	}

	@AfterEach
	void releaseCaches() {
		for (int i = 0; i < this.caches.size(); i++) {
			this.opened.get(i).release(this.caches.get(i).cache());
		}
		this.caches.clear();
		this.opened.clear();
	}

	/**
	 * Stores a value on one node, and waits until both know.
	 */
	private void put(NearCache node, NearCache other, String key, Document value) {
		node.cache().put(key, value);
		node.awaitReports(key, 1);
		other.awaitReports(key, 1);
	}

	/** So that a frame of the test does not hold the value. */
	private static Document copy(Document value) {
		return new Document(value.text());
	}

	@Test
	void aValueThatOneNodeStoredIsFoundByTheOther() {
		NearCache near = node(0);
		NearCache far = node(1);
		near.cache().put("a", V1);
		assertThat(far.cache().getIfPresent("a")).isEqualTo(V1);
		assertThat(far.cache().getIfPresent("b")).isNull();
		assertThat(far.counts().hits()).isOne();
		assertThat(far.counts().misses()).isOne();
	}

	@Test
	void aChangeOfOneNodeIsSeenByTheOther() {
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
	void anEvictionOfOneNodeIsSeenByTheOther() {
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
	void aClearOfOneNodeIsSeenByTheOther() {
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
	void aSecondLookUpAsksTheEngineNoMore() {
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
	void aLookUpAfterAPutOnTheSameNodeFindsThatValue() {
		NearCache near = node(0);
		node(1);
		for (int i = 0; i < 200; i++) {
			Document value = new Document("value " + i);
			near.cache().put("a", value);
			assertThat(near.cache().getIfPresent("a")).isEqualTo(value);
		}
	}

	@Test
	void aLookUpAfterAnEvictionOnTheSameNodeFindsNothing() {
		NearCache near = node(0);
		node(1);
		for (int i = 0; i < 50; i++) {
			near.cache().put("a", V1);
			near.cache().invalidate("a");
			assertThat(near.cache().getIfPresent("a")).isNull();
		}
	}

	@Test
	void aStoredObjectIsTheOneThatIsFound() {
		NearCache near = node(0);
		Document value = copy(V1);
		near.cache().put("a", value);
		near.awaitReports("a", 1);
		assertThat(near.cache().getIfPresent("a")).isSameAs(value);
		assertThat(near.cache().getIfPresent("a")).isSameAs(value);
		assertThat(near.counts().superseded()).isZero();
	}

	@Test
	void aValueIsLoadedOnceAndThenReadFromTheEngine() {
		NearCache near = node(0);
		NearCache far = node(1);
		assertThat(near.cache().get("a", (key) -> V1)).isEqualTo(V1);
		assertThat(far.cache().get("a", NOT_CALLED)).isEqualTo(V1);
		assertThat(far.backing().writes).hasValue(0);
	}

	@Test
	void aLoadedValueGivesWayToTheOneThatTheEngineGotMeanwhile() {
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
	void threadsThatLookForOneKeyShareTheReadAndTheLoad() {
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
	void threadsThatLookForOneKeyWithoutALoaderShareTheRead() {
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

	@Test
	void aValueThatWasReadBeforeAChangeAndArrivesAfterItIsNotKept() {
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
	void aReadFromBeforeAPutOfThisNodeDoesNotReplaceItsObject() {
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
	void twoReadsWithAChangeBetweenThemAreNotShared() {
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
	void aValueWhoseEntryChangedDuringItsLoadIsNeitherWrittenNorKept() {
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

	@Test
	void aFailedWriteLeavesNoTrace() {
		NearCache near = node(0);
		NearCache far = node(1);
		put(near, far, "a", V1);
		far.cache().getIfPresent("a");
		far.backing().down(true);
		assertThatIllegalStateException().isThrownBy(() -> far.cache().put("a", V2));
		assertThatIllegalStateException().isThrownBy(() -> far.cache().put("b", V2));
		assertThatIllegalStateException().isThrownBy(() -> far.cache().putIfAbsent("b", V2));
		far.backing().down(false);
		assertThat(far.cache().getIfPresent("a")).isEqualTo(V1);
		assertThat(far.cache().getIfPresent("b")).isNull();
		assertThat(far.counts().failures()).isEqualTo(3);
	}

	@Test
	void aFailedEvictionLeavesTheEntry() {
		NearCache near = node(0);
		near.cache().put("a", V1);
		near.backing().down(true);
		assertThatIllegalStateException().isThrownBy(() -> near.cache().invalidate("a"));
		assertThatIllegalStateException().isThrownBy(() -> near.cache().invalidateAll());
		near.backing().down(false);
		assertThat(near.cache().getIfPresent("a")).isEqualTo(V1);
	}

	@Test
	void anEqualValueThatIsWrittenAgainIsTheSameObjectOnTheOtherNode() {
		NearCache near = node(0);
		NearCache far = node(1);
		put(near, far, "a", V1);
		Document before = far.cache().getIfPresent("a");
		near.cache().put("a", copy(V1));
		far.awaitReports("a", 2);
		int decodes = far.backing().decodes.get();
		assertThat(far.cache().getIfPresent("a")).isSameAs(before);
		assertThat(far.backing().decodes.get() - decodes).isEqualTo((hasBytes()) ? 0 : 1);
		assertThat(far.counts().unchanged()).isOne();
		assertThat(far.counts().changed()).isZero();
		assertThat(far.counts().superseded()).isZero();
	}

	@Test
	void aChangedValueIsSupersededForAsLongAsItIsHeld() {
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
	void anEvictedValueIsSuperseded() {
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
	void theValuesOfAClearedCacheAreSuperseded() {
		NearCache near = node(0);
		near.cache().put("a", V1);
		near.cache().put("b", V2);
		near.awaitReports("b", 1);
		near.cache().invalidateAll();
		assertThat(near.counts().superseded()).isEqualTo(2);
	}

	@Test
	void aValueThatIsStoredAgainIsNotSuperseded() {
		NearCache near = node(0);
		near.cache().put("a", V1);
		near.cache().put("a", V2);
		near.cache().put("a", V1);
		assertThat(near.counts().superseded()).isOne();
		near.awaitReports("a", 3);
		assertThat(near.cache().getIfPresent("a")).isSameAs(V1);
		assertThat(near.cache().isCurrent("a", V1)).isTrue();
	}

	@Test
	void nothingLocalIsTrustedAfterALoss() {
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
	void unchangedValuesAreTheSameObjectsAfterARestoreAndAreReadOnce() {
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
		assertThat(far.backing().decodes.get() - decodes).isEqualTo((hasBytes()) ? 1 : 1_000);
		assertThat(far.counts().unchanged()).isEqualTo(999);
	}

	@Test
	void localValuesAreReturnedDuringALossForTheSetTime() {
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
	void aReportedChangeIsSeenWhileLocalValuesAreReturned() {
		NearCache near = node(0);
		NearCache far = node(1, (spec) -> spec.whenLost(WhenLost.SERVE_LOCAL));
		put(near, far, "a", V1);
		far.cache().getIfPresent("a");
		far.channel().sink.lost();
		near.cache().put("a", V2);
		far.awaitReports("a", 2);
		assertThat(far.cache().getIfPresent("a")).isEqualTo(V2);
	}

	@Test
	void aLookUpFailsWithTheEngine() {
		NearCache near = node(0);
		near.backing().down(true);
		assertThatIllegalStateException().isThrownBy(() -> near.cache().getIfPresent("a"))
			.withMessage("The engine is down");
		assertThatIllegalStateException().isThrownBy(() -> near.cache().get("a", NOT_CALLED));
		assertThatIllegalStateException().isThrownBy(() -> near.cache().getAllPresent(List.of("a")));
		assertThat(near.cache().getAsync("a", (key) -> CompletableFuture.completedFuture(V1)))
			.failsWithin(Duration.ofSeconds(10))
			.withThrowableThat()
			.havingCause()
			.withMessage("The engine is down");
		assertThat(near.counts().down()).isTrue();
		assertThat(near.counts().failures()).isEqualTo(4);
		near.backing().down(false);
		assertThat(near.cache().getIfPresent("a")).isNull();
		assertThat(near.counts().down()).isFalse();
	}

	@Test
	void aValueIsLoadedWithoutTheEngineUntilThatCanBeRead() {
		NearCache near = node(0);
		NearCache far = node(1, (spec) -> spec.whenDown(WhenDown.LOAD));
		put(near, far, "a", V1);
		far.backing().down(true);
		far.channel().sink.lost();
		Document loaded = far.cache().get("a", (key) -> V2);
		assertThat(loaded).isSameAs(V2);
		assertThat(far.cache().get("a", NOT_CALLED)).isSameAs(V2);
		assertThat(far.cache().getIfPresent("b")).isNull();
		assertThat(far.cache().getAll(List.of("a", "b"), (keys) -> Map.of("b", V2)))
			.isEqualTo(Map.of("a", V2, "b", V2));
		assertThat(far.cache().getAsync("c", (key) -> CompletableFuture.completedFuture(V2)))
			.succeedsWithin(Duration.ofSeconds(10))
			.isSameAs(V2);
		assertThat(far.counts().down()).isFalse();
		far.backing().down(false);
		far.channel().sink.restored();
		assertThat(far.cache().get("a", NOT_CALLED)).isEqualTo(V1);
		assertThat(near.cache().getAllPresent(List.of("b", "c"))).isEmpty();
	}

	@Test
	void severalKeysAreReadBeforeTheAbsentOnesAreLoaded() {
		NearCache near = node(0);
		NearCache far = node(1);
		put(near, far, "a", V1);
		put(near, far, "b", V1);
		List<Set<?>> loads = new ArrayList<>();
		Map<String, Document> values = far.cache().getAll(List.of("a", "b", "c"), (keys) -> {
			loads.add(Set.copyOf(keys));
			return Map.of("c", V2);
		});
		assertThat(values).containsExactly(Map.entry("a", V1), Map.entry("b", V1), Map.entry("c", V2));
		assertThat(loads).containsExactly(Set.of("c"));
		assertThat(far.reads()).isEqualTo(1);
		assertThat(near.cache().getIfPresent("c")).isEqualTo(V2);
	}

	@Test
	void severalPresentKeysAreReadTogether() {
		NearCache near = node(0);
		NearCache far = node(1);
		put(near, far, "a", V1);
		put(near, far, "b", V2);
		assertThat(far.cache().getAllPresent(List.of("a", "b", "c", "a"))).isEqualTo(Map.of("a", V1, "b", V2));
		assertThat(far.reads()).isOne();
		assertThat(far.cache().getAllPresent(List.of("a", "b"))).isEqualTo(Map.of("a", V1, "b", V2));
		assertThat(far.reads()).isOne();
	}

	@Test
	void anAsynchronousLookUpReadsTheEngineAndThenLoads() {
		NearCache near = node(0);
		NearCache far = node(1);
		put(near, far, "a", V1);
		assertThat(far.cache().getAsync("a", (key) -> CompletableFuture.failedFuture(new AssertionError())))
			.succeedsWithin(Duration.ofSeconds(10))
			.isEqualTo(V1);
		assertThat(far.cache().getAsync("b", (key) -> CompletableFuture.completedFuture(V2)))
			.succeedsWithin(Duration.ofSeconds(10))
			.isEqualTo(V2);
		assertThat(near.cache().getIfPresent("b")).isEqualTo(V2);
	}

	@Test
	void anAsynchronousLookUpDoesNotBlockItsCaller() {
		NearCache near = node(0);
		ProbedBacking.Hold hold = near.backing().holdNextRead();
		CompletableFuture<Document> value = near.cache().getAsync("a", (key) -> CompletableFuture.completedFuture(V1));
		assertThat(value).isNotDone();
		hold.awaitAnswer().release();
		assertThat(value).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(V1);
	}

	@Test
	void theMapShowsTheEntriesOfThisNodeAndWritesTheEngine() {
		NearCache near = node(0);
		NearCache far = node(1);
		put(near, far, "a", V1);
		ConcurrentMap<String, Document> map = far.cache().asMap();
		assertThat(map).isEmpty();
		assertThat(map.get("a")).isNull();
		assertThat(map.computeIfAbsent("a", NOT_CALLED)).isEqualTo(V1);
		assertThat(map).hasSize(1).containsEntry("a", V1);
		assertThat(map.putIfAbsent("a", V2)).isEqualTo(V1);
		assertThat(map.put("b", V2)).isNull();
		assertThat(near.cache().getIfPresent("b")).isEqualTo(V2);
		map.remove("a");
		near.awaitReports("a", 2);
		assertThat(near.cache().getIfPresent("a")).isNull();
		map.clear();
		assertThat(map).isEmpty();
		assertThat(far.cache().getIfPresent("b")).isNull();
	}

	@Test
	void theMapRefusesToCompareAndToCompute() {
		ConcurrentMap<String, Document> map = node(0).cache().asMap();
		assertRefused(() -> map.replace("a", V1));
		assertRefused(() -> map.replace("a", V1, V2));
		assertRefused(() -> map.remove("a", V1));
		assertRefused(() -> map.compute("a", (key, value) -> V1));
		assertRefused(() -> map.computeIfPresent("a", (key, value) -> V1));
		assertRefused(() -> map.merge("a", V1, (one, other) -> V1));
	}

	private static void assertRefused(Runnable operation) {
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(operation::run)
			.withMessageContaining("because the engine behind the cache cannot do that in one step");
	}

	@Test
	void aMemoizedFunctionIsCalledOnceForBothNodes() {
		NearCache near = node(0);
		NearCache far = node(1);
		assertThat(near.cache().memoize((key) -> V1).apply("a")).isEqualTo(V1);
		assertThat(far.cache().memoize(NOT_CALLED).apply("a")).isEqualTo(V1);
	}

	@Test
	void aValueIsStoredUnlessTheEngineHasOne() {
		NearCache near = node(0);
		NearCache far = node(1);
		assertThat(near.cache().putIfAbsent("a", V1)).isNull();
		assertThat(near.cache().getIfPresent("a")).isSameAs(V1);
		assertThat(far.cache().putIfAbsent("a", V2)).isEqualTo(V1);
		assertThat(far.cache().getIfPresent("a")).isEqualTo(V1);
	}

	@Test
	void aReleasedCacheLeavesTheEntriesOfTheEngineAndHearsOfNoChange() {
		NearCache near = node(0);
		NearCache far = node(1);
		put(near, far, "a", V1);
		WeakCache<String, Document> cache = far.cache();
		cache.getIfPresent("a");
		this.opened.get(1).release(cache);
		near.cache().put("a", V2);
		near.awaitReports("a", 2);
		assertThat(cache.getIfPresent("a")).isEqualTo(V2);
		assertThat(cache.getIfPresent("a")).isEqualTo(V2);
		assertThat(far.reads()).isEqualTo(3);
		far.channel().sink.restored();
		assertThat(far.counts().state()).isEqualTo(State.LOST);
		assertThat(near.cache().getIfPresent("a")).isEqualTo(V2);
	}

	@Test
	void aCacheCanBeMadeAgainAfterItsRelease() {
		NearCache near = node(0);
		NearCache far = node(1);
		this.opened.get(1).release(far.cache());
		NearCache again = node(1);
		near.cache().put("a", V1);
		again.awaitReports("a", 1);
		assertThat(again.counts().state()).isEqualTo(State.TRUSTED);
		assertThat(again.cache().getIfPresent("a")).isEqualTo(V1);
	}

	@Test
	void entriesOfThisProcessAreRemovedWithoutThoseOfTheEngine() {
		NearCache near = node(0);
		near.cache().put("a", V1);
		this.opened.get(0).register(near.cache());
		this.opened.get(0).close();
		assertThat(near.cache().asMap()).isEmpty();
		assertThat(near.cache().getIfPresent("a")).isEqualTo(V1);
		assertThat(near.reads()).isOne();
	}

	@Test
	void aLocalValueIsUsedNoLongerThanItsTimeToLive() {
		AtomicLong clock = new AtomicLong(1);
		NearCache near = node(0, (spec) -> {
		}, (settings) -> settings.expireAfterWrite(Duration.ofMinutes(1)).ticker(clock::get));
		near.cache().put("a", V1);
		near.awaitReports("a", 1);
		near.cache().getIfPresent("a");
		int reads = near.reads();
		clock.addAndGet(Duration.ofMinutes(1).toNanos() - 1);
		assertThat(near.cache().getIfPresent("a")).isSameAs(V1);
		assertThat(near.reads()).isEqualTo(reads);
		clock.addAndGet(1);
		assertThat(near.cache().getIfPresent("a")).isSameAs(V1);
		assertThat(near.reads()).isEqualTo(reads + 1);
	}

	@Test
	void aLocalValueIsUsedForItsStalenessWithoutAChannel() {
		AtomicLong clock = new AtomicLong(1);
		NearCache near = node(0);
		NearCache far = node(1, (spec) -> spec.channel(null).maxStaleness(Duration.ofSeconds(2)),
				(settings) -> settings.ticker(clock::get));
		near.cache().put("a", V1);
		assertThat(far.cache().getIfPresent("a")).isEqualTo(V1);
		near.cache().put("a", V2);
		clock.addAndGet(Duration.ofSeconds(2).toNanos() - 1);
		assertThat(far.cache().getIfPresent("a")).isEqualTo(V1);
		clock.addAndGet(1);
		assertThat(far.cache().getIfPresent("a")).isEqualTo(V2);
	}

	@Test
	void aRetainedValueSurvivesCollections() {
		NearCache near = node(0);
		NearCache far = node(1, (spec) -> {
		}, (settings) -> settings.retain((tier) -> tier.maximumSize(10)));
		put(near, far, "a", V1);
		far.cache().getIfPresent("a");
		far.backing().releaseValues();
		GarbageCollector.run();
		assertThat(far.cache().getIfPresent("a")).isEqualTo(V1);
		assertThat(far.reads()).isOne();
		assertThat(far.cache().retainedCount()).isOne();
	}

	@Test
	void aValueIsFoundWhileItIsHeldAndReadAgainAfterItsCollection() {
		NearCache near = node(0);
		NearCache far = node(1);
		put(near, far, "a", V1);
		Document held = far.cache().getIfPresent("a");
		far.backing().releaseValues();
		GarbageCollector.run();
		assertThat(far.cache().getIfPresent("a")).isSameAs(held);
		assertThat(far.reads()).isOne();
		CollectedValues.collect(far.cache(), "a");
		assertThat(far.cache().getIfPresent("a")).isEqualTo(V1).isNotSameAs(held);
		assertThat(far.reads()).isEqualTo(2);
	}

	@Test
	void aValueThatIsNotHeldIsCollected() {
		NearCache near = node(0);
		NearCache far = node(1);
		put(near, far, "a", V1);
		far.cache().getIfPresent("a");
		far.backing().releaseValues();
		GarbageCollector.awaitUntil("the value is collected", () -> !far.cache().contains("a"));
		assertThat(far.cache().getIfPresent("a")).isEqualTo(V1);
	}

}
