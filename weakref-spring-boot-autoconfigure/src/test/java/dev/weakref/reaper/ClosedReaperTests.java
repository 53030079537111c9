package dev.weakref.reaper;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.weakref.Kind;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.References;
import dev.weakref.collection.SimulatedCollector;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for structures and actions whose reaper is closed.
 */
@Timeout(30)
class ClosedReaperTests {

	private final Drainable drainable = (dead) -> {
	};

	private final CallbackSource source = CallbackSource.of(Kind.CACHE, "images");

	@Test
	void aClosedReaperHoldsNothingThatWasToFollowACollection() {
		Reaper reaper = Reaper.start();
		Object owner = new Object();
		List<Reference<?>> actions = watch(reaper, owner);
		reaper.close();
		actions.forEach(GarbageCollector::awaitCollected);
		Reference.reachabilityFence(owner);
		Reference.reachabilityFence(reaper);
	}

	@Test
	void aRunningReaperHoldsWhatIsToFollowACollection() {
		Reaper reaper = Reaper.start();
		Object owner = new Object();
		List<Reference<?>> actions = watch(reaper, owner);
		GarbageCollector.run();
		assertThat(actions).noneMatch((action) -> action.refersTo(null));
		Reference.reachabilityFence(owner);
		reaper.close();
	}

	@Test
	void aClosedReaperDoesNotHoldReferencesThatAreEnqueuedLater() {
		Reaper reaper = Reaper.start();
		List<Reference<?>> references = new ArrayList<>(List.of(reference(reaper), reference(reaper)));
		WeakReference<Reference<?>> first = new WeakReference<>(references.get(0));
		reaper.close();
		references.forEach(Reference::enqueue);
		references.clear();
		GarbageCollector.awaitCollected(first);
		Reference.reachabilityFence(reaper);
	}

	@Test
	void closeRunsTheCallbacksOfWhatHasBeenCollected() {
		AtomicInteger calls = new AtomicInteger();
		Reaper reaper = Reaper.start();
		ReferenceMap<Object, Object> map = map(reaper, calls::incrementAndGet);
		List<Object> keys = new ArrayList<>();
		for (int i = 0; i < 1_000; i++) {
			keys.add(new Object());
			map.put(keys.get(i), this);
		}
		keys.forEach((key) -> SimulatedCollector.collect(map, key));
		reaper.close();
		assertThat(calls).hasValue(1_000);
		assertThat(reaper.statistics().backlog()).isZero();
	}

	@Test
	void aCollectionAfterCloseRunsNoCallbackAndLeavesNoEntry() {
		AtomicInteger calls = new AtomicInteger();
		Reaper reaper = Reaper.start();
		ReferenceMap<Object, Object> map = map(reaper, calls::incrementAndGet);
		reaper.close();
		for (int i = 0; i < 100; i++) {
			Object key = new Object();
			map.put(key, this);
			SimulatedCollector.collect(map, key);
		}
		map.cleanUp();
		assertThat(calls).hasValue(0);
		assertThat(reaper.statistics().backlog()).isZero();
	}

	@Test
	void structuresStayUsableAndDrainAsTheyAreWrittenTo() {
		AtomicInteger calls = new AtomicInteger();
		Reaper reaper = Reaper.start();
		ReferenceMap<Object, Object> map = map(reaper, calls::incrementAndGet);
		reaper.close();
		for (int i = 0; i < 1_000; i++) {
			Object key = new Object();
			map.put(key, this);
			SimulatedCollector.collect(map, key);
		}
		map.put(this, this);
		assertThat(map.estimatedSize()).isOne();
		assertThat(map.collectedCount()).isEqualTo(1_000);
	}

	private List<Reference<?>> watch(Reaper reaper, Object owner) {
		AtomicInteger captured = new AtomicInteger();
		Runnable action = captured::incrementAndGet;
		Runnable task = captured::get;
		ReferenceQueue<Object> queue = new ReferenceQueue<>();
		reaper.onCollected(owner, action);
		reaper.maintain(owner, task);
		reaper.watch(queue, this.drainable);
		return List.of(new WeakReference<>(action), new WeakReference<>(task), new WeakReference<>(queue));
	}

	private Reference<?> reference(Reaper reaper) {
		return new ReapedReference<Object>(this, reaper) {

			@Override
			protected void reap() {
			}

		};
	}

	private ReferenceMap<Object, Object> map(Reaper reaper, Runnable callback) {
		return ReferenceMap.<Object, Object>builder(References.WEAK_VALUES, KeyEquality.IDENTITY)
			.reaper(reaper)
			.onCollected((key) -> reaper.callbacks().submit(this.source, callback))
			.build();
	}

}
