package dev.weakref.spring.bean;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.weakref.boot.autoconfigure.WeakMetersAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefFinalizersAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefListenersAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefTrackingAutoConfiguration;
import dev.weakref.boot.metrics.WeakMeters;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.ReferenceMapBuilder;
import dev.weakref.collection.References;
import dev.weakref.collection.SimulatedCollector;
import dev.weakref.collection.WeakInterner;
import dev.weakref.collection.WeakKeyMap;
import dev.weakref.collection.WeakSet;
import dev.weakref.collection.WeakValueMap;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.memo.Memoizers;
import dev.weakref.reference.ReferentCollectedException;
import dev.weakref.reference.Referents;
import dev.weakref.reference.WeakLink;
import dev.weakref.reference.WeakMethods;
import dev.weakref.reference.WeakProxies;
import dev.weakref.reference.WeakRef;
import dev.weakref.reference.WeakRefs;
import dev.weakref.registry.WeakRegistry;
import dev.weakref.signal.Signal;
import dev.weakref.signal.Signals;
import dev.weakref.spring.event.WeakApplicationListeners;
import dev.weakref.suitability.CapturedReferentException;
import dev.weakref.suitability.LastingObjectException;
import dev.weakref.testsupport.GarbageCollector;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Features × proxies of this library: a reference to a weak proxy is about the object
 * behind it, one to the proxy of a bean that is destroyed when unused is about the proxy.
 */
class OwnProxiesTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class,
				WeakRefFinalizersAutoConfiguration.class, WeakRefListenersAutoConfiguration.class,
				WeakRefTrackingAutoConfiguration.class, WeakMetersAutoConfiguration.class))
		.withUserConfiguration(Box.class);

	@ParameterizedTest
	@MethodSource("featuresAndProxies")
	void aReferenceToAProxyIsAboutTheSameObjectInEveryFeature(Feature feature, Kind kind) {
		this.contextRunner.run((context) -> {
			Box object = context.getBean(Box.class);
			Item proxy = kind.proxy(context, object);
			assertThat(feature.referent(context, proxy)).isSameAs(object);
			assertThat(feature.referent(context, object)).isSameAs(object);
		});
	}

	static Stream<Arguments> featuresAndProxies() {
		return Stream.of(Feature.values())
			.flatMap((feature) -> Stream.of(Kind.values()).map((kind) -> Arguments.of(feature, kind)));
	}

	@ParameterizedTest
	@EnumSource(Feature.class)
	void aWeakProxyWhoseObjectHasBeenCollectedIsRefused(Feature feature) {
		this.contextRunner.run((context) -> {
			Box object = context.getBean(Box.class);
			Item proxy = context.getBean(WeakProxies.class).proxy(object, Item.class);
			SimulatedCollector.collect(context.getBean(Referents.class), object);
			assertThatExceptionOfType(ReferentCollectedException.class)
				.isThrownBy(() -> feature.referent(context, proxy));
			Finalizers finalizers = context.getBean(Finalizers.class);
			GarbageCollector.awaitUntil("none is pending", () -> finalizers.statistics().pending() == 0);
		});
	}

	@ParameterizedTest
	@EnumSource(Collection.class)
	void aWeakProxyIsRefusedAsTheWeakKeyValueOrElementOfACollection(Collection collection) {
		this.contextRunner.run((context) -> {
			Box object = context.getBean(Box.class);
			WeakProxies proxies = context.getBean(WeakProxies.class).hashable();
			for (Item proxy : List.of(proxies.proxy(object, Item.class), proxies.proxy(object, Box.class))) {
				assertThatIllegalArgumentException().isThrownBy(() -> collection.add.apply(proxy))
					.withMessageContaining("A weak proxy of " + Item.class.getPackageName())
					.withMessageEndingWith("Use the object itself, which is not kept alive either");
			}
			assertThat(collection.add.apply(object)).isSameAs(object);
		});
	}

	@Test
	void anActionThatHoldsTheObjectBehindTheProxyIsRefused() {
		this.contextRunner.run((context) -> {
			Box object = context.getBean(Box.class);
			Item proxy = context.getBean(WeakProxies.class).proxy(object, Item.class);
			assertThatExceptionOfType(CapturedReferentException.class)
				.isThrownBy(() -> context.getBean(Finalizers.class).register(proxy, object, Box::number));
			assertThatExceptionOfType(CapturedReferentException.class)
				.isThrownBy(() -> context.getBean(WeakRefs.class).ref(proxy, (ref) -> object.number()));
		});
	}

	@Test
	void aProxyOfAnObjectThatIsNeverCollectedIsRefusedLikeTheObject() {
		this.contextRunner.run((context) -> {
			Runnable proxy = context.getBean(WeakProxies.class).proxy(Lasting.ONE, Runnable.class);
			assertThatExceptionOfType(LastingObjectException.class)
				.isThrownBy(() -> context.getBean(Finalizers.class).register(proxy, "resource", (resource) -> {
				}));
		});
	}

	@Test
	void aFinalizerRegisteredForAProxyIsPendingAsLongAsTheObjectLives() {
		this.contextRunner.run((context) -> {
			AtomicInteger runs = new AtomicInteger();
			Plain object = new Plain();
			List<Object> held = new ArrayList<>();
			WeakReference<Object> inner = proxyOfAProxy(context, object, runs, held);
			GarbageCollector.awaitCollected(inner);
			Item outer = (Item) held.get(0);
			assertThat(outer.number()).isEqualTo(7);
			assertThat(context.getBean(Finalizers.class).statistics().pending()).isOne();
			assertThat(runs).hasValue(0);
			Reference.reachabilityFence(object);
		});
	}

	@Test
	void aFinalizerRegisteredForAProxyRunsWhenTheObjectIsCollected() {
		this.contextRunner.run((context) -> {
			AtomicInteger runs = new AtomicInteger();
			List<Object> held = new ArrayList<>();
			proxyOfAProxy(context, new Plain(), runs, held);
			GarbageCollector.awaitUntil("the finalizer runs", () -> runs.get() == 1);
			assertThat(WeakProxies.isAlive(held.get(0))).isFalse();
		});
	}

	private static WeakReference<Object> proxyOfAProxy(ApplicationContext context, Plain object, AtomicInteger runs,
			List<Object> held) {
		WeakProxies proxies = context.getBean(WeakProxies.class);
		Item inner = proxies.proxy(object, Item.class, (proxy) -> {
		});
		held.add(proxies.proxy(inner, Item.class, (proxy) -> {
		}));
		context.getBean(Finalizers.class).register(inner, runs, AtomicInteger::incrementAndGet);
		return new WeakReference<>(inner);
	}

	interface Item {

		int number();

	}

	static class Plain implements Item {

		@Override
		public int number() {
			return 7;
		}

	}

	@Scope("prototype")
	@DestroyWhenUnused
	static class Box implements Item {

		@Override
		public int number() {
			return 7;
		}

	}

	enum Lasting implements Runnable {

		ONE;

		@Override
		public void run() {
		}

	}

	/**
	 * The bean that is the object is itself a proxy, behind which is the instance.
	 */
	enum Kind {

		DESTROYED_WHEN_UNUSED((proxies, object) -> object),

		WEAK_OF_AN_INTERFACE((proxies, object) -> proxies.proxy(object, Item.class)),

		WEAK_OF_A_CLASS((proxies, object) -> proxies.proxy(object, Box.class)),

		WEAK_WITH_CALLBACK((proxies, object) -> proxies.proxy(object, Item.class, (proxy) -> {
		})),

		WEAK_OF_A_WEAK_ONE(
				(proxies, object) -> proxies.hashable().proxy(proxies.proxy(object, Item.class), Item.class));

		private final BiFunction<WeakProxies, Box, Item> maker;

		Kind(BiFunction<WeakProxies, Box, Item> maker) {
			this.maker = maker;
		}

		Item proxy(ApplicationContext context, Box object) {
			return this.maker.apply(context.getBean(WeakProxies.class), object);
		}

	}

	enum Feature {

		REF((context, item) -> context.getBean(WeakRefs.class).ref(item).get()),

		REF_WITH_CALLBACK((context, item) -> context.getBean(WeakRefs.class).ref(item, (ref) -> {
		}).get()),

		ANNOTATED_REF((context, item) -> context.getBean(WeakRefs.class).annotated(item, "note").get()),

		METHOD((context, item) -> {
			Object[] called = new Object[1];
			Runnable bound = context.getBean(WeakMethods.class).runnable(item, (it) -> called[0] = it).get();
			assertThat(bound).isNotNull();
			bound.run();
			return called[0];
		}),

		REFERENCES((context, item) -> {
			WeakRefs refs = context.getBean(WeakRefs.class);
			WeakRef<Item> ref = refs.ref(item);
			assertThat(refs.refs(item)).contains(ref);
			assertThat(ref.refersTo(item)).isTrue();
			return ref.get();
		}),

		PROXY((context, item) -> {
			Item outer = context.getBean(WeakProxies.class).proxy(item, Item.class);
			return context.getBean(WeakRefs.class).ref(outer).get();
		}),

		FINALIZER((context, item) -> {
			Object finalizer = context.getBean(Finalizers.class).register(item, "resource", (resource) -> {
			});
			WeakRefs refs = context.getBean(WeakRefs.class);
			assertThat(refs.refs(item)).contains(finalizer);
			return refs.ref(item).get();
		}),

		GROUP((context, item) -> {
			WeakRegistry registry = context.getBean(WeakRegistry.class);
			registry.register("items", item);
			assertThat(registry.group("items").contains(item)).isTrue();
			Object member = registry.stream("items").findFirst().orElseThrow();
			assertThat(registry.deregister("items", item)).isTrue();
			return member;
		}),

		TYPE((context, item) -> {
			WeakRegistry registry = context.getBean(WeakRegistry.class);
			registry.register(item);
			Class<?> type = context.getBean(WeakRefs.class).ref(item).get().getClass();
			Object member = registry.stream(type).findFirst().orElseThrow();
			assertThat(registry.deregister(item)).isTrue();
			return member;
		}),

		COMPANION((context, item) -> {
			Object[] asked = new Object[1];
			WeakRegistry registry = context.getBean(WeakRegistry.class);
			registry.<Item, String>companions("notes").of(item, (it) -> {
				asked[0] = it;
				return new String("note");
			});
			assertThat(registry.<Item, String>companions("notes").remove(item)).isNotNull();
			return asked[0];
		}),

		LINKED_COMPANION((context, item) -> {
			WeakRegistry registry = context.getBean(WeakRegistry.class);
			WeakLink<Item> link = registry.companionWithLink(item, (it) -> it);
			return link.get();
		}),

		ID((context, item) -> {
			WeakRegistry registry = context.getBean(WeakRegistry.class);
			return registry.findById(registry.idOf(item));
		}),

		LINK((context, item) -> WeakLink.to(item).get()),

		SIGNAL_OWNER((context, item) -> {
			Object[] called = new Object[1];
			Signal<Object, String> signal = context.getBean(Signals.class).create();
			BiConsumer<Item, String> receiver = (owner, event) -> called[0] = owner;
			signal.connect(item, receiver);
			signal.send("event");
			assertThat(signal.disconnect(item, receiver)).isTrue();
			return called[0];
		}),

		SIGNAL_SENDER((context, item) -> {
			Object[] called = new Object[1];
			Signal<Item, String> signal = context.getBean(Signals.class).create();
			signal.from(item).connectStrong((sender, event) -> called[0] = sender);
			assertThat(signal.hasReceivers(item)).isTrue();
			signal.send(item, "event");
			return called[0];
		}),

		LISTENER_OWNER((context, item) -> {
			Object[] called = new Object[1];
			context.getBean(WeakApplicationListeners.class)
				.on(item, String.class, (owner, event) -> called[0] = owner)
				.getClass();
			context.publishEvent("event");
			return called[0];
		}),

		MEMO((context, item) -> {
			AtomicInteger computed = new AtomicInteger();
			Function<Object, Integer> memo = context.getBean(Memoizers.class)
				.memoize("numbers" + System.nanoTime(), KeyEquality.IDENTITY, (it) -> computed.incrementAndGet());
			memo.apply(item);
			Object object = context.getBean(WeakRefs.class).ref(item).get();
			memo.apply(object);
			assertThat(computed).hasValue(1);
			return object;
		}),

		METER((context, item) -> {
			Object[] read = new Object[1];
			SimpleMeterRegistry registry = new SimpleMeterRegistry();
			WeakMeters meters = context.getBean(WeakMeters.class);
			meters.bindTo(registry);
			meters.gauge(item, "number", (it) -> {
				read[0] = it;
				return 1;
			});
			registry.get("number").gauge().value();
			return read[0];
		});

		private final Use use;

		Feature(Use use) {
			this.use = use;
		}

		/**
		 * The object that a reference to an item is about.
		 */
		Object referent(ApplicationContext context, Item item) {
			return this.use.referent(context, item);
		}

		interface Use {

			Object referent(ApplicationContext context, Item item);

		}

	}

	enum Collection {

		MAP((item) -> {
			WeakKeyMap<Item, String> map = WeakKeyMap.identity();
			map.put(item, "value");
			return map.keySet().iterator().next();
		}),

		EQUALS_MAP((item) -> {
			WeakKeyMap<Item, String> map = WeakKeyMap.equality();
			map.computeIfAbsent(item, (key) -> "value");
			return map.keySet().iterator().next();
		}),

		SET((item) -> {
			WeakSet<Item> set = WeakSet.identity();
			set.add(item);
			return set.iterator().next();
		}),

		INTERNER((item) -> new WeakInterner<Item>().intern(item)),

		WEAK_VALUE((item) -> {
			WeakValueMap<String, Item> map = WeakValueMap.equality();
			map.put("key", item);
			return map.get("key");
		}),

		COMPUTED_WEAK_VALUE((item) -> {
			WeakValueMap<String, Item> map = WeakValueMap.identity();
			return map.computeIfAbsent("key", (key) -> item);
		}),

		REPLACED_WEAK_VALUE(
				(item) -> valueOf(ReferenceMap.builder(References.WEAK_KEYS_AND_VALUES, KeyEquality.EQUALS), item)),

		TIMED_WEAK_VALUE((item) -> valueOf(
				ReferenceMap.<Object, Object>builder(References.WEAK_KEYS_AND_VALUES, KeyEquality.EQUALS)
					.expireAfterWrite(Duration.ofHours(1)),
				item)),

		TIMED_WEAK_VALUE_OF_A_STRONG_KEY(
				(item) -> valueOf(ReferenceMap.<Object, Object>builder(References.WEAK_VALUES, KeyEquality.EQUALS)
					.expireAfterWrite(Duration.ofHours(1)), item)),

		SOFT_VALUE((item) -> valueOf(ReferenceMap.builder(References.SOFT_VALUES, KeyEquality.EQUALS), item)),

		TIMED_SOFT_VALUE(
				(item) -> valueOf(ReferenceMap.<Object, Object>builder(References.SOFT_VALUES, KeyEquality.EQUALS)
					.expireAfterWrite(Duration.ofHours(1)), item));

		private static Item valueOf(ReferenceMapBuilder<Object, Object> builder, Item item) {
			ReferenceMap<Object, Object> map = builder.build();
			map.put("key", "value");
			map.put("key", item);
			return (Item) map.get("key");
		}

		private final Function<Item, Item> add;

		Collection(Function<Item, Item> add) {
			this.add = add;
		}

	}

}
