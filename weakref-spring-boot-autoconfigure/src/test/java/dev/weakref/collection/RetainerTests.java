package dev.weakref.collection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Entries that a policy retains, in every mode.
 */
class RetainerTests {

	private final SimpleRetainer policy = new SimpleRetainer();

	private final LongAdder weakHits = new LongAdder();

	private final Object key = new Object();

	private final Object value = new Object();

	@ParameterizedTest
	@MethodSource("modes")
	void aStoredEntryIsRetained(Mode mode) {
		ReferenceMap<Object, Object> map = map(mode);
		map.put(this.key, this.value);
		assertThat(this.policy.admitted).hasSize(1);
		assertThat(this.policy.agreesWith(map)).isTrue();
	}

	@ParameterizedTest
	@MethodSource("modes")
	void aRetainedEntrySurvivesCollectionsAndAFreeOneDoesNot(Mode mode) {
		if (mode.references() == References.SOFT_VALUES) {
			return;
		}
		ReferenceMap<Object, Object> map = map(mode);
		putFresh(map);
		GarbageCollector.run();
		assertThat(map.liveCount()).isOne();
		this.policy.evictAll();
		GarbageCollector.awaitUntil("the entry is collected", map::isEmpty);
	}

	@ParameterizedTest
	@MethodSource("modes")
	void aUseIsToldOnceATick(Mode mode) {
		ReferenceMap<Object, Object> map = map(mode);
		map.put(this.key, this.value);
		IntStream.range(0, 3).forEach((i) -> assertThat(map.use(this.key, this.weakHits)).isSameAs(this.value));
		assertThat(this.policy.uses).isZero();
		this.policy.tick();
		IntStream.range(0, 3).forEach((i) -> assertThat(map.use(this.key, this.weakHits)).isSameAs(this.value));
		assertThat(this.policy.uses).isOne();
		assertThat(this.weakHits.sum()).isZero();
	}

	@ParameterizedTest
	@MethodSource("modes")
	void aUseOfAFreeEntryIsAWeakHitAndRetainsIt(Mode mode) {
		ReferenceMap<Object, Object> map = map(mode);
		map.put(this.key, this.value);
		this.policy.evictAll();
		assertThat(map.use(this.key, this.weakHits)).isSameAs(this.value);
		assertThat(map.use(this.key, this.weakHits)).isSameAs(this.value);
		assertThat(this.weakHits.sum()).isOne();
		assertThat(this.policy.agreesWith(map)).isTrue();
	}

	@ParameterizedTest
	@MethodSource("modes")
	void lookingWithoutUsingRetainsNothing(Mode mode) {
		ReferenceMap<Object, Object> map = map(mode);
		map.put(this.key, this.value);
		this.policy.evictAll();
		map.get(this.key);
		map.containsKey(this.key);
		map.forEach((k, v) -> {
		});
		assertThat(this.policy.admitted).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("interferences")
	void policyAndTableAgreeAfterEveryOrderOfOperations(Mode mode,
			BiConsumer<RetainerTests, ReferenceMap<Object, Object>> between) {
		ReferenceMap<Object, Object> map = map(mode);
		this.policy.beforeAdmission = (entry) -> {
			this.policy.beforeAdmission = (other) -> {
			};
			between.accept(this, map);
		};
		map.put(this.key, this.value);
		assertThat(this.policy.admitted)
			.allSatisfy((entry) -> assertThat(((Retainable) entry).isGone()).as("gone").isFalse());
		Object present = map.get(this.key);
		assertThat(map.use(this.key, null)).isSameAs(present);
		assertThat(this.policy.agreesWith(map)).isTrue();
	}

	@ParameterizedTest
	@MethodSource("modes")
	void growthTakesTheStateOfEntriesAlong(Mode mode) {
		ReferenceMap<Object, Object> map = map(mode);
		List<Object> held = fill(map, 0);
		assertThat(this.policy.admitted).hasSize(held.size());
		assertThat(this.policy.agreesWith(map)).isTrue();
		this.policy.evictAll();
		held.addAll(fill(map, held.size()));
		assertThat(this.policy.agreesWith(map)).isTrue();
		map.clear();
		assertThat(this.policy.admitted).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("modes")
	void anEntryThatIsRemovedWhileItsCopyIsAdmittedIsNotRetained(Mode mode) {
		ReferenceMap<Object, Object> map = map(mode);
		List<Object> held = fill(map, 0);
		Set<Object> old = Set.copyOf(held);
		AtomicLong copies = new AtomicLong();
		this.policy.beforeAdmission = (entry) -> {
			Object moving = entry.key();
			if (old.contains(moving)) {
				copies.incrementAndGet();
				map.remove(moving);
			}
		};
		List<Object> more = fill(map, held.size());
		assertThat(map.containsKey(more.get(0))).isTrue();
		assertThat(copies).hasPositiveValue();
		assertThat(this.policy.agreesWith(map)).isTrue();
	}

	@ParameterizedTest
	@MethodSource("modes")
	void aStaleEntryIsReleasedWhenItIsDrained(Mode mode) {
		AtomicLong time = new AtomicLong();
		ReferenceMap<Object, Object> map = mode.<Object, Object>builder()
			.retainer(this.policy)
			.expireAfterWrite(Duration.ofSeconds(1))
			.ticker(time::get)
			.build();
		map.put(this.key, this.value);
		assertThat(map.use(this.key, this.weakHits)).isSameAs(this.value);
		time.addAndGet(Duration.ofSeconds(1).toNanos());
		assertThat(map.use(this.key, this.weakHits)).isNull();
		map.cleanUp();
		assertThat(this.policy.admitted).isEmpty();
		assertThat(this.weakHits.sum()).isZero();
	}

	private ReferenceMap<Object, Object> map(Mode mode) {
		return mode.<Object, Object>builder().retainer(this.policy).build();
	}

	private static void putFresh(ReferenceMap<Object, Object> map) {
		map.put(new Object(), new Object());
	}

	/**
	 * More entries than a chain of each slot, so that some are copied when the table
	 * grows.
	 */
	private static List<Object> fill(ReferenceMap<Object, Object> map, int from) {
		List<Object> held = new ArrayList<>();
		for (int i = 0; i < 2_000; i++) {
			Object fresh = "entry " + (from + i);
			held.add(fresh);
			map.put(fresh, fresh);
		}
		return held;
	}

	static Stream<Mode> modes() {
		return Mode.all();
	}

	static Stream<Arguments> interferences() {
		Stream<Named<BiConsumer<RetainerTests, ReferenceMap<Object, Object>>>> between = Stream.of(
				Named.of("removal", (test, map) -> map.remove(test.key)), Named.of("clear", (test, map) -> map.clear()),
				Named.of("exchange", (test, map) -> map.put(test.key, new Object())),
				Named.of("exchange and removal", (test, map) -> {
					map.put(test.key, new Object());
					map.remove(test.key);
				}), Named.of("collection", (test, map) -> {
					SimulatedCollector.collect(map, test.key);
					map.cleanUp();
				}), Named.of("eviction", (test, map) -> test.policy.evictAll()),
				Named.of("growth", (test, map) -> fill(map, 0)), Named.of("growth and removal", (test, map) -> {
					fill(map, 0);
					map.remove(test.key);
				}), Named.of("use", (test, map) -> map.use(test.key, test.weakHits)));
		return between.flatMap((interference) -> Mode.all().map((mode) -> Arguments.of(mode, interference)));
	}

}
