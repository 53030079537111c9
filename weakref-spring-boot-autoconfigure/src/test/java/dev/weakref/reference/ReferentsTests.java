package dev.weakref.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Referents}.
 */
class ReferentsTests {

	private final ExecutorService threads = Executors.newFixedThreadPool(4);

	private final Reaper reaper = Reaper.start();

	private final Referents referents = new Referents(this.reaper);

	private final WeakRefs refs = new WeakRefs(this.referents);

	@AfterEach
	void close() {
		this.threads.shutdownNow();
		this.reaper.close();
	}

	@Test
	void theTableGrowsAndForgetsNothing() {
		List<Object> objects = objects(20_000);
		List<WeakRef<Object>> first = objects.stream().map(this.refs::ref).toList();
		assertThat(this.referents.estimatedSize()).isEqualTo(objects.size());
		for (int i = 0; i < objects.size(); i++) {
			assertThat(this.refs.ref(objects.get(i)) == first.get(i)).isTrue();
		}
	}

	@Test
	void anObjectWhoseLastReferenceIsDroppedLeavesTheTable() {
		Object object = new Object();
		WeakRef<Object> ref = this.refs.ref(object, (dead) -> {
		});
		assertThat(this.referents.estimatedSize()).isEqualTo(1);
		assertThat(ref.isAlive()).isTrue();
		ref = null;
		GarbageCollector.awaitUntil("the table is empty", () -> this.referents.estimatedSize() == 0);
		assertThat(this.refs.count(object)).isZero();
	}

	@Test
	void collectedObjectsLeaveTheTableAndHeldOnesStay() {
		Object held = new Object();
		WeakRef<Object> ref = this.refs.ref(held);
		for (int i = 0; i < 1_000; i++) {
			this.refs.ref(new Object());
		}
		GarbageCollector.awaitUntil("only the held object is left", () -> this.referents.estimatedSize() == 1);
		assertThat(this.refs.ref(held)).isSameAs(ref);
	}

	@Test
	void threadsGetOneSharedRefForEachObject() throws Exception {
		List<Object> objects = objects(20_000);
		Callable<List<WeakRef<Object>>> refAll = () -> objects.stream().map(this.refs::ref).toList();
		List<Future<List<WeakRef<Object>>>> all = this.threads.invokeAll(List.of(refAll, refAll, refAll, refAll));
		List<WeakRef<Object>> first = all.get(0).get();
		for (Future<List<WeakRef<Object>>> refs : all) {
			for (int i = 0; i < objects.size(); i++) {
				assertThat(refs.get().get(i) == first.get(i)).isTrue();
			}
		}
		assertThat(this.referents.estimatedSize()).isEqualTo(objects.size());
	}

	@Test
	void twoReapersKnowNothingOfEachOther() {
		try (Reaper otherReaper = Reaper.start()) {
			WeakRefs others = new WeakRefs(new Referents(otherReaper));
			Object object = new Object();
			WeakRef<Object> ref = this.refs.ref(object);
			assertThat(others.count(object)).isZero();
			assertThat(others.ref(object)).isNotSameAs(ref).isEqualTo(ref);
		}
	}

	private static List<Object> objects(int count) {
		List<Object> objects = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			objects.add(new Object());
		}
		return objects;
	}

}
