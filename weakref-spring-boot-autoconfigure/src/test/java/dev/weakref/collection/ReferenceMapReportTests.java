package dev.weakref.collection;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;

import dev.weakref.collection.Ending.Subject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * An entry that ends by itself is counted and reported once, whichever thread removes it.
 */
@ExtendWith(OutputCaptureExtension.class)
class ReferenceMapReportTests {

	private final Recorder recorder = new Recorder();

	private final Object key = new Object();

	private final Object value = new Object();

	@ParameterizedTest
	@EnumSource
	void anEntryThatIsDrainedIsReportedWithItsKeyIfItHasOne(Ending ending) {
		Subject subject = ending.subject(this.recorder);
		subject.map.put(this.key, this.value);
		subject.drain(subject.end(this.key));
		assertThat(this.recorder.ends(ending)).containsExactly((ending.leavesKey()) ? this.key : null);
		assertThat(this.recorder.ends()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void anEntryThatAWriterStumblesOverIsReportedOnce(Ending ending) {
		Subject subject = ending.subject(this.recorder);
		subject.map.put(this.key, this.value);
		Runnable handOver = subject.end(this.key);
		subject.map.put(this.key, this.value);
		subject.drain(handOver);
		subject.drain(handOver);
		assertThat(this.recorder.ends(ending)).hasSize(1);
		assertThat(this.recorder.ends()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void anEntryThatDiesBeforeAClearIsReportedOnce(Ending ending) {
		Subject subject = ending.subject(this.recorder);
		subject.map.put(this.key, this.value);
		Runnable handOver = subject.end(this.key);
		subject.map.clear();
		subject.drain(handOver);
		assertThat(this.recorder.ends(ending)).hasSize(1);
		assertThat(subject.map.estimatedSize()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void countsFollowTheReports(Ending ending) {
		Subject subject = ending.subject(this.recorder);
		subject.map.put(this.key, this.value);
		subject.drain(subject.end(this.key));
		assertThat(subject.map.collectedCount()).isEqualTo((ending.isExpiry()) ? 0 : 1);
		assertThat(subject.map.expiredCount()).isEqualTo((ending.isExpiry()) ? 1 : 0);
	}

	@ParameterizedTest
	@EnumSource
	void aRemovedEntryIsNotReportedWhenItDiesLater(Ending ending) {
		Subject subject = ending.subject(this.recorder);
		subject.map.put(this.key, this.value);
		Reference<?> reference = SimulatedCollector.reference(subject.map, this.key);
		subject.map.remove(this.key);
		reference.enqueue();
		subject.map.cleanUp();
		assertThat(this.recorder.ends()).isEmpty();
		assertThat(subject.map.estimatedSize()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void aClearedEntryIsNotReportedWhenItDiesLater(Ending ending) {
		Subject subject = ending.subject(this.recorder);
		subject.map.put(this.key, this.value);
		Reference<?> reference = SimulatedCollector.reference(subject.map, this.key);
		subject.map.clear();
		reference.enqueue();
		subject.map.cleanUp();
		assertThat(this.recorder.ends()).isEmpty();
	}

	@Test
	void aReplacedValueThatDiesLateLeavesItsSuccessorAlone() {
		ReferenceMap<Object, Object> map = weakValues();
		map.put(this.key, new Object());
		Reference<?> replaced = SimulatedCollector.reference(map, this.key);
		map.put(this.key, this.value);
		replaced.enqueue();
		map.cleanUp();
		assertThat(map.get(this.key)).isSameAs(this.value);
		assertThat(this.recorder.ends()).isEmpty();
	}

	@Test
	void aReplacedValueOfAWeakKeyThatDiesLateLeavesItsSuccessorAlone() {
		ReferenceMap<Object, Object> map = ReferenceMap
			.<Object, Object>builder(References.WEAK_KEYS_AND_VALUES, KeyEquality.IDENTITY)
			.onCollected(this.recorder)
			.build();
		map.put(this.key, new Object());
		Runnable replaced = SimulatedCollector.clearValue(map, this.key)::enqueue;
		map.put(this.key, this.value);
		replaced.run();
		map.cleanUp();
		assertThat(map.get(this.key)).isSameAs(this.value);
		assertThat(this.recorder.collected).hasSize(1);
	}

	@Test
	void aValueThatLostTheRaceToBeStoredNeverEvictsTheWinner() {
		ReferenceMap<Object, Object> map = weakValues();
		Object loser = new Object();
		Object winner = map.computeIfAbsent(this.key, (k) -> {
			map.put(k, this.value);
			return loser;
		});
		assertThat(winner).isSameAs(this.value);
		assertThat(map.get(this.key)).isSameAs(this.value);
		assertThat(map.estimatedSize()).isOne();
	}

	@Test
	void aKeyAndItsValueThatBothDieAreReportedOnce() {
		ReferenceMap<Object, Object> map = ReferenceMap
			.<Object, Object>builder(References.WEAK_KEYS_AND_VALUES, KeyEquality.IDENTITY)
			.onCollected(this.recorder)
			.build();
		map.put(this.key, this.value);
		Runnable valueHandedOver = SimulatedCollector.clearValue(map, this.key)::enqueue;
		SimulatedCollector.collect(map, this.key);
		valueHandedOver.run();
		map.cleanUp();
		assertThat(this.recorder.collected).hasSize(1);
		assertThat(map.collectedCount()).isOne();
	}

	@Test
	void aListenerThatThrowsIsLoggedAndDoesNotDisturbTheWriter(CapturedOutput output) {
		ReferenceMap<Object, Object> map = ReferenceMap
			.<Object, Object>builder(References.WEAK_VALUES, KeyEquality.IDENTITY)
			.onCollected((collected) -> {
				throw new IllegalStateException("listener's own fault");
			})
			.build();
		map.put(this.key, new Object());
		SimulatedCollector.collect(map, this.key);
		assertThatNoException().isThrownBy(() -> map.put(this.key, this.value));
		assertThat(map.get(this.key)).isSameAs(this.value);
		assertThat(output).contains("The listener to collected entries " + ReferenceMapReportTests.class.getName())
			.contains("listener's own fault");
	}

	@Test
	void aListenerThatWritesToTheMapIsNotNestedAsDeeplyAsThereAreDeadEntries() {
		List<Integer> depths = new ArrayList<>();
		List<ReferenceMap<Object, Object>> holder = new ArrayList<>();
		int[] depth = new int[1];
		ReferenceMap<Object, Object> map = ReferenceMap
			.<Object, Object>builder(References.WEAK_VALUES, KeyEquality.IDENTITY)
			.onCollected((collected) -> {
				depths.add(++depth[0]);
				holder.get(0).put(this.key, this.value);
				depth[0]--;
			})
			.build();
		holder.add(map);
		List<Object> keys = new ArrayList<>();
		for (int i = 0; i < 10_000; i++) {
			keys.add(new Object());
			map.put(keys.get(i), this.value);
		}
		keys.forEach((each) -> SimulatedCollector.collect(map, each));
		map.cleanUp();
		assertThat(depths).hasSize(10_000).allMatch((each) -> each <= 2);
	}

	@Test
	void writersKeepUpWithTheDeadWithoutAReaper() {
		ReferenceMap<Object, Object> map = weakValues();
		for (int i = 0; i < 100_000; i++) {
			Object each = new Object();
			map.put(each, this.value);
			SimulatedCollector.collect(map, each);
		}
		assertThat(map.estimatedSize()).isLessThan(20);
		assertThat(map.table.slots()).hasSizeLessThan(64);
	}

	@Test
	void oneWriteRemovesABoundedNumberOfTheDead() {
		ReferenceMap<Object, Object> map = weakValues();
		List<Object> keys = new ArrayList<>();
		for (int i = 0; i < 1_000; i++) {
			keys.add(new Object());
			map.put(keys.get(i), this.value);
		}
		keys.forEach((each) -> SimulatedCollector.collect(map, each));
		map.remove(this.key);
		assertThat(map.collectedCount()).isEqualTo(16);
	}

	private ReferenceMap<Object, Object> weakValues() {
		return ReferenceMap.<Object, Object>builder(References.WEAK_VALUES, KeyEquality.IDENTITY)
			.onCollected(this.recorder)
			.build();
	}

	private static final class Recorder implements CollectedListener<Object> {

		private final List<@Nullable Object> collected = new ArrayList<>();

		private final List<@Nullable Object> expired = new ArrayList<>();

		@Override
		public void collected(@Nullable Object key) {
			this.collected.add(key);
		}

		@Override
		public void expired(@Nullable Object key) {
			this.expired.add(key);
		}

		List<@Nullable Object> ends(Ending ending) {
			return (ending.isExpiry()) ? this.expired : this.collected;
		}

		List<@Nullable Object> ends() {
			List<@Nullable Object> ends = new ArrayList<>(this.collected);
			ends.addAll(this.expired);
			return ends;
		}

	}

}
