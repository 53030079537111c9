package dev.weakref;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import dev.weakref.cache.CollectionCause;
import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCacheBuilder;
import dev.weakref.cache.WeakCacheListener;
import dev.weakref.collection.CollectedListener;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.References;
import dev.weakref.collection.SimulatedCollector;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.finalizer.TypeFinalizer;
import dev.weakref.finalizer.TypeFinalizers;
import dev.weakref.reaper.Callbacks;
import dev.weakref.reaper.Reaper;
import dev.weakref.reference.Referents;
import dev.weakref.reference.WeakMethods;
import dev.weakref.reference.WeakProxies;
import dev.weakref.reference.WeakRefs;
import dev.weakref.registry.RegistryObserver;
import dev.weakref.registry.WeakRegistry;
import dev.weakref.signal.Signal;
import dev.weakref.signal.Signals;
import dev.weakref.testsupport.GarbageCollector;
import dev.weakref.testsupport.LogRecorder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests that user code that fails can be found by the log, whichever feature calls it.
 */
class FailureReportTests {

	@AutoClose
	private final Reaper reaper = Reaper.builder().executor(Runnable::run).slowThreshold(Duration.ofMinutes(1)).start();

	private final Referents referents = new Referents(this.reaper);

	private final Finalizers finalizers = new Finalizers(this.referents);

	private final Signal<Object, Object> signal = new Signals(this.reaper).create("orders");

	private final List<Object> held = new ArrayList<>();

	@ParameterizedTest(name = "{0}")
	@MethodSource({ "features", "featuresWithoutObservers" })
	void theFirstFailureOfEachClassIsAWarningWithTheClasses(Feature feature) {
		try (LogRecorder log = new LogRecorder(feature.logger)) {
			feature.fail.accept(this, List.of(new First(), new First(), new Second(), new Second()));
			for (Level level : List.of(Level.WARN, Level.DEBUG)) {
				await().untilAsserted(() -> assertThat(log.messages(level)).hasSize(2)
					.allSatisfy((text) -> assertThat(text).contains(feature.named))
					.satisfiesOnlyOnce((text) -> assertThat(text).contains(First.class.getName()))
					.satisfiesOnlyOnce((text) -> assertThat(text).contains(Second.class.getName())));
			}
		}
	}

	static Stream<Feature> features() {
		return Stream.of(ofOwner("ref", (test, owner, failing) -> new WeakRefs(test.referents).ref(owner, failing)),
				ofOwner("annotated ref",
						(test, owner, failing) -> new WeakRefs(test.referents).annotated(owner, "note", failing)),
				ofOwner("weak method",
						(test, owner, failing) -> new WeakMethods(test.referents).runnable(owner, Owner::run, failing)),
				ofOwner("proxy",
						(test, owner, failing) -> new WeakProxies(test.referents).proxy(owner, Runnable.class,
								failing)),
				ofOwner("finalizer", (test, owner, failing) -> test.finalizers.register(owner, "resource", failing)),
				ofOwner("finalizer at close", (test, owner, failing) -> {
					test.finalizers.close(List.of(test.finalizers.register(owner, "resource", failing)));
					return owner;
				}),
				ofOwner("type finalizer",
						(test, owner, failing) -> new TypeFinalizers(test.finalizers, List.of(failing))
							.register(owner)),
				new Feature("listener of a cache", Callbacks.class, "cache images",
						FailureReportTests::collectFromCache),
				new Feature("observer of a registry", Callbacks.class, "registry orders",
						FailureReportTests::collectFromRegistry));
	}

	static Stream<Feature> featuresWithoutObservers() {
		return Stream.of(
				new Feature("listener of a map", ReferenceMap.class, "listener to collected entries",
						FailureReportTests::collectFromMaps),
				new Feature("maintenance task", Reaper.class, "maintenance task",
						(test, all) -> all.forEach((failing) -> test.reaper.maintain(test, failing))));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("features")
	void observersHearOfEachFailure(Feature feature) {
		List<String> heard = new CopyOnWriteArrayList<>();
		this.reaper.callbacks().addObserver((source, duration, lag, failure) -> heard.add(source + ": " + failure));
		feature.fail.accept(this, List.of(new First(), new Second()));
		await().untilAsserted(() -> assertThat(heard).hasSize(2)
			.allSatisfy((text) -> assertThat(text).endsWith(": java.lang.StackOverflowError: fails")));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("receivers")
	void observersHearOfReceiversThatFailInARobustSend(Consumer<Signal<Object, Object>> receiver) {
		List<String> heard = new ArrayList<>();
		this.reaper.callbacks()
			.addObserver((source, duration, lag, failure) -> heard
				.add(source + ", " + lag + ", " + !duration.isNegative() + ": " + failure));
		receiver.accept(this.signal);
		this.signal.connectStrong((event) -> {
		});
		this.signal.prepare().robust().send("event");
		assertThat(heard).containsExactly("signal orders, PT0S, true: java.lang.IllegalStateException: fails");
		assertThatIllegalStateException().isThrownBy(() -> this.signal.send("event"));
		assertThat(heard).hasSize(1);
	}

	static Stream<Named<Consumer<Signal<Object, Object>>>> receivers() {
		IllegalStateException failure = new IllegalStateException("fails");
		return Stream.of(Named.of("at once", (signal) -> signal.connectStrong((event) -> {
			throw failure;
		})), Named.of("by a stage",
				(signal) -> signal.async().connectStrong((sender, event) -> CompletableFuture.failedFuture(failure))),
				Named.of("before it gives a stage", (signal) -> signal.async().connectStrong((event) -> {
					throw failure;
				})));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("callbacks")
	void aCallbackThatCanNeverRunIsRefused(BiConsumer<Referents, Owner> callback) {
		callback.accept(this.referents, new Owner());
		this.reaper.close();
		assertThatIllegalStateException().isThrownBy(() -> callback.accept(this.referents, new Owner()))
			.withMessageContaining("The reaper is closed");
	}

	static Stream<Named<BiConsumer<Referents, Owner>>> callbacks() throws Exception {
		Consumer<Object> callback = (dead) -> {
		};
		Method method = Owner.class.getMethod("run");
		return Stream.of(Named.of("ref", (referents, owner) -> new WeakRefs(referents).ref(owner, callback)),
				Named.of("annotated ref",
						(referents, owner) -> new WeakRefs(referents).annotated(owner, "note", callback)),
				Named.of("runnable",
						(referents, owner) -> new WeakMethods(referents).runnable(owner, Owner::run, callback)),
				Named.of("supplier",
						(referents, owner) -> new WeakMethods(referents).supplier(owner, Owner::hashCode, callback)),
				Named.of("consumer",
						(referents, owner) -> new WeakMethods(referents).<Owner, Object>consumer(owner, Owner::equals,
								callback)),
				Named.of("function",
						(referents, owner) -> new WeakMethods(referents).<Owner, Object, Boolean>function(owner,
								Owner::equals, callback)),
				Named.of("method", (referents, owner) -> new WeakMethods(referents).method(owner, method, callback)),
				Named.of("proxy",
						(referents, owner) -> new WeakProxies(referents).proxy(owner, Runnable.class, callback)));
	}

	@Test
	void withoutCallbackReferencesAreMadeAfterTheCloseOfTheReaper() {
		this.reaper.close();
		Owner owner = new Owner();
		assertThat(new WeakRefs(this.referents).ref(owner).isAlive()).isTrue();
		assertThat(new WeakRefs(this.referents).annotated(owner, "note").isAlive()).isTrue();
		assertThat(new WeakMethods(this.referents).runnable(owner, Owner::run).isAlive()).isTrue();
		assertThat(WeakProxies.isAlive(new WeakProxies(this.referents).proxy(owner, Runnable.class))).isTrue();
		assertThat(this.finalizers.register(owner, "resource", (resource) -> {
		}).isPending()).isTrue();
	}

	private static Feature ofOwner(String name, Registering registering) {
		return new Feature(name, Callbacks.class, Owner.class.getName(), (test, all) -> {
			for (Failing failing : all) {
				Owner owner = new Owner();
				test.held.add(registering.register(test, owner, failing));
				SimulatedCollector.collect(test.referents, owner);
			}
		});
	}

	private static void collectFromCache(FailureReportTests test, List<Failing> all) {
		WeakCacheBuilder<Object, Object> builder = WeakCache.builder("images", test.reaper);
		all.forEach(builder::listener);
		WeakCache<Object, Object> cache = builder.build();
		putTemporary(cache);
		GarbageCollector.awaitUntil("the listeners are called", () -> areCalled(all));
		assertThat(cache.liveCount()).isZero();
	}

	private static void putTemporary(WeakCache<Object, Object> cache) {
		cache.put("key", new Object());
	}

	private static void collectFromMaps(FailureReportTests test, List<Failing> all) {
		Map<Class<?>, ReferenceMap<String, Object>> maps = new HashMap<>();
		for (Failing failing : all) {
			ReferenceMap<String, Object> map = maps.computeIfAbsent(failing.getClass(),
					(type) -> ReferenceMap.<String, Object>builder(References.WEAK_VALUES, KeyEquality.EQUALS)
						.onCollected(failing)
						.build());
			map.put("key", test);
			SimulatedCollector.collect(map, "key");
			map.cleanUp();
		}
	}

	private static void collectFromRegistry(FailureReportTests test, List<Failing> all) {
		WeakRegistry registry = new WeakRegistry(test.reaper);
		all.forEach(registry::addObserver);
		registry.register("orders", new Object());
		GarbageCollector.awaitUntil("the observers are called", () -> areCalled(all));
		assertThat(registry.count("orders")).isZero();
	}

	private static boolean areCalled(List<Failing> all) {
		return all.stream().allMatch((failing) -> failing.called);
	}

	/**
	 * User code that is called in some way.
	 *
	 * @param logger whose log has the failures
	 * @param named what reports name beside the class of the code
	 * @param fail lets code fail
	 */
	record Feature(String name, Class<?> logger, String named, BiConsumer<FailureReportTests, List<Failing>> fail) {

		@Override
		public String toString() {
			return this.name;
		}

	}

	@FunctionalInterface
	interface Registering {

		Object register(FailureReportTests test, Owner owner, Failing failing);

	}

	static final class Owner implements Runnable {

		@Override
		public void run() {
		}

	}

	/**
	 * Code of all kinds, which fails.
	 */
	abstract static class Failing implements Consumer<Object>, WeakCacheListener<Object>, CollectedListener<Object>,
			RegistryObserver, TypeFinalizer<Owner, String>, Runnable {

		volatile boolean called;

		private void fail() {
			this.called = true;
			throw new StackOverflowError("fails");
		}

		@Override
		public void accept(Object argument) {
			fail();
		}

		@Override
		public void onCollected(@Nullable Object key, CollectionCause cause) {
			fail();
		}

		@Override
		public void collected(String group) {
			fail();
		}

		@Override
		public void collected(@Nullable Object key) {
			fail();
		}

		/** Is called every second, but fails only once. */
		@Override
		public void run() {
			if (!this.called) {
				fail();
			}
		}

		@Override
		public Class<Owner> type() {
			return Owner.class;
		}

		@Override
		public String capture(Owner object) {
			return "kept";
		}

		@Override
		public void finish(String kept) {
			fail();
		}

	}

	static final class First extends Failing {

	}

	static final class Second extends Failing {

	}

}
