package dev.weakref.reference;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import dev.weakref.collection.SimulatedCollector;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.reaper.CallbackFailure;
import dev.weakref.reaper.Reaper;
import dev.weakref.suitability.CapturedReferentException;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for callbacks of a collection, whatever code registered them.
 */
class CallbackTests {

	private final ExecutorService threads = Executors.newFixedThreadPool(4);

	private final Reaper reaper = Reaper.builder().executor(Runnable::run).start();

	private final Referents referents = new Referents(this.reaper);

	private final WeakRefs refs = new WeakRefs(this.referents);

	private final WeakProxies proxies = new WeakProxies(this.referents);

	private final Finalizers finalizers = new Finalizers(this.referents);

	private final List<String> events = new CopyOnWriteArrayList<>();

	@AfterEach
	void close() {
		this.reaper.close();
		this.threads.shutdownNow();
	}

	@Test
	void aCallbackRunsOnceWithTheRefWhichIsDead() {
		Object object = new Object();
		List<WeakRef<Object>> given = new ArrayList<>();
		WeakRef<Object> ref = this.refs.ref(object, (dead) -> {
			assertThat(dead.isAlive()).isFalse();
			given.add(dead);
		});
		assertThat(given).isEmpty();
		SimulatedCollector.collect(this.referents, object);
		SimulatedCollector.collect(this.referents, object);
		assertThat(given).singleElement().isSameAs(ref);
	}

	@Test
	void theCallbackCanBeReadUntilTheObjectIsGone() {
		Object object = new Object();
		Consumer<Object> callback = (dead) -> {
		};
		WeakRef<Object> ref = this.refs.ref(object, callback);
		assertThat(ref.callback()).isSameAs(callback);
		assertThat(this.refs.ref(object).callback()).isNull();
		Runnable notice = SimulatedCollector.clear(this.referents, object);
		assertThat(ref.callback()).isNull();
		notice.run();
		assertThat(ref.callback()).isNull();
	}

	@Test
	void theNewestRunsFirstWhateverItsKind() {
		StringBuilder object = new StringBuilder();
		WeakRef<StringBuilder> first = this.refs.ref(object, note("ref 1"));
		this.finalizers.register(object, "finalizer 2", this.events::add);
		CharSequence proxy = this.proxies.proxy(object, CharSequence.class, note("proxy 3"));
		WeakMethod<?, ?> method = new WeakMethods(this.referents).supplier(object, StringBuilder::length,
				note("method 4"));
		this.refs.ref(object);
		this.proxies.proxy(object, CharSequence.class);
		this.finalizers.register(object, "finalizer 5", this.events::add);
		WeakRef<StringBuilder> last = this.refs.annotated(object, "", note("ref 6"));
		SimulatedCollector.collect(this.referents, object);
		assertThat(this.events).containsExactly("ref 6", "finalizer 5", "method 4", "proxy 3", "finalizer 2", "ref 1");
		assertThat(List.of(first, last, method)).hasSize(3);
		assertThat(WeakProxies.isAlive(proxy)).isFalse();
	}

	@ParameterizedTest
	@EnumSource
	void theOrderIsKeptByEachExecutor(Where where) {
		try (Reaper reaper = where.reaper(this.threads)) {
			Referents referents = new Referents(reaper);
			Finalizers finalizers = new Finalizers(referents);
			List<List<Integer>> runs = new ArrayList<>();
			for (int i = 0; i < 50; i++) {
				Object object = new Object();
				List<Integer> run = new CopyOnWriteArrayList<>();
				runs.add(run);
				for (int j = 0; j < 20; j++) {
					finalizers.register(object, j, run::add);
				}
				SimulatedCollector.collect(referents, object);
			}
			List<Integer> newestFirst = new ArrayList<>();
			for (int j = 19; j >= 0; j--) {
				newestFirst.add(j);
			}
			await().untilAsserted(() -> assertThat(runs).allSatisfy((run) -> assertThat(run).isEqualTo(newestFirst)));
		}
	}

	@Test
	void allReferencesAreDeadBeforeTheFirstCallbackRuns() {
		StringBuilder object = new StringBuilder();
		List<WeakRef<?>> all = new ArrayList<>();
		Consumer<Object> check = (dead) -> this.events.add("alive: " + all.stream().filter(WeakRef::isAlive).count());
		all.add(this.refs.ref(object));
		all.add(this.refs.annotated(object, ""));
		all.add(this.refs.ref(object, check));
		all.add(this.refs.ref(object, check));
		SimulatedCollector.collect(this.referents, object);
		assertThat(this.events).containsExactly("alive: 0", "alive: 0");
	}

	@Test
	void anExceptionOfACallbackIsReportedAndTheOthersRun() {
		Object object = new Object();
		WeakRef<Object> first = this.refs.ref(object, note("first"));
		WeakRef<Object> second = this.refs.ref(object, (dead) -> {
			throw new StackOverflowError("deep");
		});
		WeakRef<Object> third = this.refs.ref(object, (dead) -> {
			throw new IllegalStateException("broken");
		});
		SimulatedCollector.collect(this.referents, object);
		assertThat(this.events).containsExactly("first");
		CallbackFailure failure = this.reaper.statistics().lastFailure();
		assertThat(failure).isNotNull();
		assertThat(failure.source()).isEqualTo("reference");
		assertThat(failure.exception()).isEqualTo("java.lang.StackOverflowError");
		assertThat(this.referents.source().failed()).isEqualTo(2);
		assertThat(this.referents.source().succeeded()).isEqualTo(1);
		assertThat(this.reaper.statistics().backlog()).isZero();
		assertThat(List.of(first, second, third)).hasSize(3);
	}

	@Test
	void aCallbackCanMakeNewReferencesAndCollect() {
		Object object = new Object();
		Object other = new Object();
		WeakRef<Object> ref = this.refs.ref(object, (dead) -> {
			System.gc();
			this.finalizers.register(other, "other", this.events::add);
			this.events.add("count " + this.refs.count(other));
		});
		SimulatedCollector.collect(this.referents, object);
		SimulatedCollector.collect(this.referents, other);
		assertThat(this.events).containsExactly("count 1", "other");
		assertThat(ref.isAlive()).isFalse();
	}

	@Test
	void aSiblingIsAliveAndCallableInANewerCallbackOfTheSameObject() {
		Object object = new Object();
		var sibling = this.finalizers.registerFunction(object, 5, (number) -> number + 1);
		WeakRef<Object> ref = this.refs.ref(object, (dead) -> {
			this.events.add("alive " + sibling.isPending());
			this.events.add("peek " + sibling.peek().isPresent() + ", detach " + sibling.detach().isPresent());
			this.events.add("call " + sibling.call());
		});
		SimulatedCollector.collect(this.referents, object);
		assertThat(this.events).containsExactly("alive true", "peek false, detach false", "call 6");
		assertThat(this.finalizers.statistics().explicit()).isEqualTo(1);
		assertThat(this.finalizers.statistics().collected()).isZero();
		assertThat(ref.isAlive()).isFalse();
	}

	@Test
	void aHeldRefIsToldByTheCollectorAndADroppedOneIsNot() {
		try (Reaper reaper = Reaper.start()) {
			Referents referents = new Referents(reaper);
			WeakRefs refs = new WeakRefs(referents);
			WeakReference<Object> object = new WeakReference<>(new Object());
			WeakRef<Object> held = dropOneOfTwo(refs);
			GarbageCollector.awaitUntil("the callback of the held ref has run", () -> this.events.contains("held"));
			assertThat(held.isAlive()).isFalse();
			assertThat(this.events).containsExactly("held");
			GarbageCollector.awaitCollected(object);
		}
	}

	@Test
	void aDroppedRefLeavesTheList() {
		Object object = new Object();
		WeakRef<Object> held = this.refs.ref(object, note("held"));
		this.refs.ref(object, note("dropped"));
		GarbageCollector.awaitUntil("the dropped ref is gone",
				() -> this.refs.count(object) == 1 && this.refs.refs(object).equals(List.of(held)));
	}

	@Test
	void aCallbackThatHoldsTheObjectIsRefused() {
		StringBuilder object = new StringBuilder();
		assertThatExceptionOfType(CapturedReferentException.class)
			.isThrownBy(() -> this.refs.ref(object, (dead) -> object.append("gone")))
			.withMessageContaining("so that neither could ever be collected");
	}

	private WeakRef<Object> dropOneOfTwo(WeakRefs refs) {
		Object object = new Object();
		refs.ref(object, note("dropped"));
		WeakRef<Object> held = refs.ref(object, note("held"));
		// The dropped ref dies with the object, at the latest.
		return held;
	}

	private <T> Consumer<T> note(String event) {
		return (dead) -> this.events.add(event);
	}

	enum Where {

		REAPER, THREADS;

		Reaper reaper(Executor threads) {
			return (this == REAPER) ? Reaper.start() : Reaper.builder().executor(threads).start();
		}

	}

}
