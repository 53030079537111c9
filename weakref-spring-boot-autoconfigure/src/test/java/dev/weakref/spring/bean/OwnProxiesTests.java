package dev.weakref.spring.bean;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.weakref.boot.metrics.WeakMeters;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.SimulatedCollector;
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
import dev.weakref.spring.bean.ProxiedItems.Box;
import dev.weakref.spring.bean.ProxiedItems.Item;
import dev.weakref.spring.event.WeakApplicationListeners;
import dev.weakref.testsupport.GarbageCollector;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Features × proxies of this library: a reference to a weak proxy is about the object
 * behind it, one to the proxy of a bean that is destroyed when unused is about the proxy.
 */
class OwnProxiesTests {

	private final ApplicationContextRunner contextRunner = ProxiedItems.contextRunner();

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

}
