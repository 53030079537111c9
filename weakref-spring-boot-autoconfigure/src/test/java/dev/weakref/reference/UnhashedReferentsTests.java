package dev.weakref.reference;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import dev.weakref.collection.SimulatedCollector;
import dev.weakref.finalizer.Finalizer;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link UnhashedReferents}, and for the order across them and the tables.
 */
class UnhashedReferentsTests {

	private final ExecutorService threads = Executors.newFixedThreadPool(4);

	private final Reaper reaper = Reaper.start();

	private final Referents referents = new Referents(this.reaper);

	private final WeakRefs refs = new WeakRefs(this.referents);

	private final Finalizers finalizers = new Finalizers(this.referents);

	private final List<String> events = new CopyOnWriteArrayList<>();

	private final Object object = new Object();

	@AfterEach
	void close() {
		this.reaper.close();
		this.threads.shutdownNow();
	}

	@Test
	void newFinalizersAreMovedToATableWhenTheReferencesOfTheObjectAreCounted() {
		Finalizer<?> first = this.finalizers.register(this.object, "first", this.events::add);
		Finalizer<?> second = this.finalizers.register(this.object, "second", this.events::add);
		assertThat(this.referents.unhashed().size()).isEqualTo(2);
		assertThat(this.refs.count(this.object)).isEqualTo(2);
		assertThat(this.referents.unhashed().size()).isZero();
		Finalizer<?> third = this.finalizers.register(this.object, "third", this.events::add);
		assertThat(this.refs.refs(this.object)).containsExactly(third, second, first);
		second.call();
		assertThat(this.refs.refs(this.object)).containsExactly(third, first);
	}

	@Test
	void watchersInATableRunAfterUnhashedOnes() {
		WeakRef<Object> ref = this.refs.ref(this.object, (dead) -> this.events.add("1"));
		this.finalizers.register(this.object, "2", this.events::add);
		this.refs.count(this.object);
		this.finalizers.register(this.object, "3", this.events::add);
		this.finalizers.register(this.object, "4", this.events::add);
		SimulatedCollector.collect(this.referents, this.object);
		await().until(() -> this.events.size() == 4);
		assertThat(this.events).containsExactly("4", "3", "2", "1");
		assertThat(ref.isAlive()).isFalse();
	}

	@Test
	void calledFinalizersLeaveNothingBehind() {
		for (int i = 0; i < 100_000; i++) {
			this.finalizers.register(this.object, i, (number) -> {
			}).call();
		}
		assertThat(this.referents.unhashed().size()).isZero();
		assertThat(this.referents.estimatedSize()).isZero();
		assertThat(this.finalizers.statistics().explicit()).isEqualTo(100_000);
	}

	@Test
	void detachedFinalizersLeaveTheOrderOfTheOthers() {
		List<Finalizer<?>> all = new ArrayList<>();
		for (int i = 0; i < 10_000; i++) {
			all.add(this.finalizers.register(this.object, "" + i, this.events::add));
		}
		for (int i = 0; i < 10_000; i++) {
			if (i % 10 != 0) {
				all.get(i).detach();
			}
		}
		SimulatedCollector.collect(this.referents, this.object);
		await().until(() -> this.finalizers.statistics().pending() == 0);
		assertThat(this.events)
			.containsExactlyElementsOf(IntStream.range(0, 1_000).mapToObj((i) -> "" + (9_990 - 10 * i)).toList());
	}

	@Test
	void liveReferentsAreMovedToTheTablesLittleByLittle() {
		List<Object> held = new ArrayList<>();
		for (int i = 0; i < 100_000; i++) {
			held.add(new Object());
			this.finalizers.register(held.get(i), i, (number) -> {
			});
		}
		for (int i = 0; i < 10; i++) {
			SimulatedCollector.collect(this.referents, held.get(99_999 - i));
		}
		assertThat(this.referents.unhashed().size()).isLessThan(20_000);
		assertThat(this.referents.estimatedSize()).isEqualTo(99_990);
		await().until(() -> this.finalizers.statistics().collected() == 10);
		this.finalizers.close();
		assertThat(this.finalizers.statistics().close()).isEqualTo(99_990);
		Reference.reachabilityFence(held);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void theCollectorDoesNotDecideTheOrder(boolean onReaperThread) {
		Executor executor = this.threads;
		try (Reaper reaper = (onReaperThread) ? Reaper.start() : Reaper.builder().executor(executor).start()) {
			Referents referents = new Referents(reaper);
			Finalizers finalizers = new Finalizers(referents);
			WeakRefs refs = new WeakRefs(referents);
			Map<Integer, List<Integer>> runs = new ConcurrentHashMap<>();
			Object held = new Object();
			finalizers.register(held, -1, (never) -> runs.put(never, List.of()));
			List<WeakRef<Object>> handles = registerAndDrop(refs, finalizers, runs);
			GarbageCollector.awaitUntil("all callbacks have run",
					() -> runs.values().stream().mapToInt(List::size).sum() == 500 * 10);
			List<Integer> newestFirst = List.of(9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
			assertThat(runs).hasSize(500).allSatisfy((object, run) -> assertThat(run).isEqualTo(newestFirst));
			assertThat(handles).noneMatch(WeakRef::isAlive);
			assertThat(refs.count(held)).isEqualTo(1);
		}
	}

	private static List<WeakRef<Object>> registerAndDrop(WeakRefs refs, Finalizers finalizers,
			Map<Integer, List<Integer>> runs) {
		List<Object> objects = new ArrayList<>();
		List<WeakRef<Object>> handles = new ArrayList<>();
		for (int i = 0; i < 500; i++) {
			objects.add(new Object());
			runs.put(i, new CopyOnWriteArrayList<>());
		}
		for (int j = 0; j < 10; j++) {
			for (int i = 0; i < 500; i++) {
				List<Integer> run = runs.getOrDefault(i, List.of());
				if (j == 2 || (j == 6 && i % 2 == 0)) {
					int number = j;
					handles.add(refs.ref(objects.get(i), (dead) -> run.add(number)));
				}
				else {
					finalizers.register(objects.get(i), j, run::add);
				}
			}
		}
		return handles;
	}

}
