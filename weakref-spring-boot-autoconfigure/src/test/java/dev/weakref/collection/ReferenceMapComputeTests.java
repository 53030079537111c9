package dev.weakref.collection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.weakref.collection.Ending.Subject;
import dev.weakref.singleflight.RecursiveComputationException;
import dev.weakref.testsupport.Background;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Functions given to a map: how often they run, and what they may do.
 */
@Timeout(60)
class ReferenceMapComputeTests {

	private final ReferenceMap<Object, Object> map = ReferenceMap.builder(References.WEAK_VALUES, KeyEquality.EQUALS)
		.build();

	private final Object value = new Object();

	private final Object other = new Object();

	@ParameterizedTest
	@EnumSource
	void computeIfAbsentKeepsWhatIsThere(Ending ending) {
		Subject subject = ending.subject();
		Object key = new Object();
		subject.map.put(key, this.value);
		assertThat(subject.map.computeIfAbsent(key, (k) -> this.other)).isSameAs(this.value);
	}

	@ParameterizedTest
	@EnumSource
	void computeReplacesAValue(Ending ending) {
		Subject subject = ending.subject();
		Object key = new Object();
		subject.map.put(key, this.value);
		assertThat(subject.map.compute(key, (k, v) -> this.other)).isSameAs(this.other);
		assertThat(subject.map.get(key)).isSameAs(this.other);
	}

	@ParameterizedTest
	@EnumSource
	void computeThatReturnsNullRemoves(Ending ending) {
		Subject subject = ending.subject();
		Object key = new Object();
		subject.map.put(key, this.value);
		assertThat(subject.map.compute(key, (k, v) -> null)).isNull();
		assertThat(subject.map.containsKey(key)).isFalse();
		assertThat(subject.map.estimatedSize()).isZero();
	}

	@Test
	void computeIfAbsentThatReturnsNullStoresNothing() {
		assertThat(this.map.computeIfAbsent("key", (k) -> null)).isNull();
		assertThat(this.map).isEmpty();
	}

	@Test
	void aFunctionThatThrowsChangesNothingAndCanBeRunAgain() {
		this.map.put("key", this.value);
		assertThatIllegalStateException().isThrownBy(() -> this.map.compute("key", (k, v) -> {
			throw new IllegalStateException();
		}));
		assertThat(this.map.get("key")).isSameAs(this.value);
		assertThat(this.map.compute("key", (k, v) -> this.other)).isSameAs(this.other);
	}

	@Test
	void aFunctionThatThrowsAnErrorReleasesTheKey() {
		assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> this.map.computeIfAbsent("key", (k) -> {
			throw new StackOverflowError();
		}));
		assertThat(this.map.computeIfAbsent("key", (k) -> this.value)).isSameAs(this.value);
	}

	@Test
	void aFunctionThatIsNullIsRefusedWhetherOrNotThereIsAnEntry() {
		this.map.put("key", this.value);
		assertThatNullPointerException().isThrownBy(() -> this.map.computeIfAbsent("key", null));
		assertThatNullPointerException().isThrownBy(() -> this.map.computeIfAbsent("other", null));
		assertThatNullPointerException().isThrownBy(() -> this.map.computeIfPresent("other", null));
		assertThatNullPointerException().isThrownBy(() -> this.map.compute("key", null));
		assertThatNullPointerException().isThrownBy(() -> this.map.merge("key", this.value, null));
	}

	@Test
	void aFunctionMayWriteOtherKeys() {
		List<Object> others = new ArrayList<>();
		Object result = this.map.computeIfAbsent("key", (k) -> {
			for (int i = 0; i < 1_000; i++) {
				others.add(new Object());
				this.map.put(i, others.get(i));
			}
			return this.value;
		});
		assertThat(result).isSameAs(this.value);
		assertThat(this.map).hasSize(1_001).containsEntry("key", this.value);
	}

	@Test
	void aFunctionMayComputeOtherKeys() {
		assertThat(this.map.computeIfAbsent("key", (k) -> this.map.computeIfAbsent("other", (o) -> this.value)))
			.isSameAs(this.value);
		assertThat(this.map).containsOnlyKeys("key", "other");
	}

	@Test
	void aValueThatAFunctionPutsUnderItsOwnKeyWinsOverWhatItReturns() {
		assertThat(this.map.computeIfAbsent("key", (k) -> {
			this.map.put(k, this.value);
			return this.other;
		})).isSameAs(this.value);
		assertThat(this.map.get("key")).isSameAs(this.value);
	}

	@Test
	void aFunctionIsRunAgainAfterAPlainWrite() {
		List<Object> seen = new ArrayList<>();
		this.map.put("key", this.value);
		this.map.compute("key", (k, v) -> {
			seen.add(v);
			if (seen.size() == 1) {
				this.map.put("key", this.other);
			}
			return v;
		});
		assertThat(seen).containsExactly(this.value, this.other);
	}

	@Test
	void aFunctionThatRemovesItsOwnEntryIsRunAgainWithoutAValue() {
		List<Object> seen = new ArrayList<>();
		this.map.put("key", this.value);
		assertThat(this.map.compute("key", (k, v) -> {
			seen.add(v);
			this.map.remove("key");
			return this.other;
		})).isSameAs(this.other);
		assertThat(seen).containsExactly(this.value, null);
		assertThat(this.map.get("key")).isSameAs(this.other);
	}

	@Test
	void mergeCombinesTheOldWithTheGiven() {
		List<String> strings = List.of("a", "b", "ab");
		ReferenceMap<Object, String> weakKeys = ReferenceMap
			.<Object, String>builder(References.WEAK_KEYS, KeyEquality.IDENTITY)
			.build();
		weakKeys.put("key", strings.get(0));
		assertThat(weakKeys.merge("key", strings.get(1), String::concat)).isEqualTo("ab");
		assertThat(weakKeys).containsExactlyEntriesOf(Map.of("key", "ab"));
	}

	@Test
	void aComputationThatAsksForItselfIsToldSo() {
		assertThatExceptionOfType(RecursiveComputationException.class).isThrownBy(
				() -> this.map.computeIfAbsent("key", (k) -> this.map.computeIfAbsent("key", (again) -> this.value)));
		assertThat(this.map).isEmpty();
	}

	@Test
	void aComputationThatAsksForItselfThroughAnotherIsToldSo() {
		assertThatExceptionOfType(RecursiveComputationException.class).isThrownBy(() -> this.map.computeIfAbsent("key",
				(k) -> this.map.compute("other", (o, v) -> this.map.merge("key", this.value, (a, b) -> this.value))));
		assertThat(this.map).isEmpty();
	}

	@Test
	void twoThreadsThatComputeCrosswiseDoNotWaitForEver() {
		CountDownLatch both = new CountDownLatch(2);
		Background<Object> one = Background.start(() -> crosswise("one", "two", both));
		Background<Object> two = Background.start(() -> crosswise("two", "one", both));
		assertThat(Stream.of(one, two).map(Background::failure).filter(Objects::nonNull)).isNotEmpty()
			.hasOnlyElementsOfType(RecursiveComputationException.class);
	}

	@Test
	void manyThreadsComputeAnAbsentValueOnce() {
		AtomicInteger calls = new AtomicInteger();
		CountDownLatch start = new CountDownLatch(1);
		List<Background<Object>> results = IntStream.range(0, 8).mapToObj((i) -> Background.<Object>start(() -> {
			Background.awaitLatch(start);
			return this.map.computeIfAbsent("key", (k) -> {
				calls.incrementAndGet();
				return new Object();
			});
		})).toList();
		start.countDown();
		Object first = results.get(0).result();
		assertThat(results).allSatisfy((result) -> assertThat(result.result()).isSameAs(first));
		assertThat(calls).hasValue(1);
	}

	@Test
	void concurrentMergesLoseNothing() {
		ReferenceMap<Object, Integer> counts = ReferenceMap
			.<Object, Integer>builder(References.WEAK_KEYS, KeyEquality.EQUALS)
			.build();
		List<String> keys = List.of("a", "b", "c");
		List<Background<Boolean>> threads = IntStream.range(0, 4).mapToObj((t) -> Background.run(() -> {
			for (int i = 0; i < 30_000; i++) {
				counts.merge(keys.get(i % 3), 1, Integer::sum);
			}
		})).toList();
		threads.forEach(Background::result);
		assertThat(counts).containsOnly(Map.entry("a", 40_000), Map.entry("b", 40_000), Map.entry("c", 40_000));
	}

	private Object crosswise(Object own, Object others, CountDownLatch both) {
		return this.map.computeIfAbsent(own, (k) -> {
			both.countDown();
			Background.awaitLatch(both);
			return this.map.computeIfAbsent(others, (o) -> this.value);
		});
	}

}
