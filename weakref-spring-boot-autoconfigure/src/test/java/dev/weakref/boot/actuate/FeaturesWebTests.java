package dev.weakref.boot.actuate;

import java.lang.ref.Reference;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.weakref.Registration;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.reaper.Reaper;
import dev.weakref.registry.RegistryObserver;
import dev.weakref.registry.WeakRegistry;
import dev.weakref.signal.Signal;
import dev.weakref.signal.Signals;
import dev.weakref.spring.event.WeakApplicationListeners;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the endpoint tells over HTTP of registry, finalizers, signals and weak
 * listeners that have been used.
 */
class FeaturesWebTests {

	private static RunningApplication application;

	@BeforeAll
	static void start() {
		application = RunningApplication.start(NoFurtherBeans.class);
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@Test
	void aTypeAndAGroupAreReportedWithTheirMembers() {
		WeakRegistry registry = bean(WeakRegistry.class);
		Basket held = new Basket();
		registry.register(held);
		registry.register("baskets", held);
		registerForgotten(registry);
		GarbageCollector.awaitUntil("the others are drained", () -> registry.type(Basket.class).collectedCount() == 2
				&& registry.group("baskets").collectedCount() == 1);
		String type = Basket.class.getName().replace("$", "%24");
		assertThat(json("weakrefs/registry/" + type)).isEqualTo("{\"live\":1,\"registered\":3,\"collected\":2}");
		assertThat(json("weakrefs/registry/baskets")).isEqualTo("{\"live\":1,\"registered\":2,\"collected\":1}");
		assertThat(json("weakrefs")).contains("\"registry\":{\"baskets\":{\"live\":1,")
			.contains("\"" + Basket.class.getName() + "\":{\"live\":1,\"registered\":3,\"collected\":2}");
		Reference.reachabilityFence(held);
	}

	@Test
	void companionsAreReportedByTheirKind() {
		WeakRegistry registry = bean(WeakRegistry.class);
		Basket held = new Basket();
		registry.companions("notes").of(held, (basket) -> "note");
		registry.companions("notes").of(new Basket(), (basket) -> "soon forgotten");
		GarbageCollector.awaitUntil("one note is drained", () -> registry.companions("notes").collectedCount() == 1);
		assertThat(json("weakrefs/registry/notes")).isEqualTo("{\"live\":1,\"registered\":2,\"collected\":1}");
		Reference.reachabilityFence(held);
	}

	@Test
	void anObserverOfTheRegistryThatThrowsIsTheLastFailure() {
		WeakRegistry registry = bean(WeakRegistry.class);
		Registration failing = registry.addObserver(new RegistryObserver() {

			@Override
			public void collected(String group) {
				throw new UnsupportedOperationException("no observer");
			}

		});
		registry.register("observed", new Basket());
		awaitLastFailure("registry observed", "java.lang.UnsupportedOperationException");
		failing.close();
		assertThat(json("weakrefs/registry/observed")).isEqualTo("{\"live\":0,\"registered\":1,\"collected\":1}");
	}

	@Test
	void finalizersAreReportedByWhatHasRunThem() {
		Finalizers finalizers = bean(Finalizers.class);
		List<String> events = new CopyOnWriteArrayList<>();
		Object held = new Object();
		finalizers.register(held, "pending", events::add);
		finalizers.register(held, "called", events::add).call();
		finalizers.register(held, "detached", events::add).detach();
		finalizers.register(new Object(), "collected", events::add);
		finalizers.register(new Object(), "failing", (name) -> {
			throw new IllegalStateException(name);
		});
		awaitLastFailure("finalizer", "java.lang.IllegalStateException");
		GarbageCollector.awaitUntil("both have run", () -> finalizers.statistics().collected() == 2);
		assertThat(events).containsExactlyInAnyOrder("called", "collected");
		assertThat(json("weakrefs"))
			.contains("\"finalizers\":{\"pending\":1,\"run\":{\"collected\":2,\"explicit\":1,\"close\":0},"
					+ "\"detached\":1,\"failed\":1}");
		Reference.reachabilityFence(held);
	}

	@Test
	void aSignalIsReportedWithItsReceivers() {
		Signal<Object, String> orders = bean(Signals.class).create("orders");
		StringBuilder held = new StringBuilder();
		orders.connect(held, StringBuilder::append);
		orders.connect(new StringBuilder(), StringBuilder::append);
		orders.connectStrong((event) -> {
			throw new IllegalStateException("no receiver for " + event);
		});
		GarbageCollector.awaitUntil("one receiver is dropped", () -> orders.receiverCount() == 2);
		orders.prepare().robust().send("a lamp");
		orders.prepare().robust().send(", a chair");
		assertThat(held).hasToString("a lamp, a chair");
		String expected = "{\"receivers\":2,\"collectedReceivers\":1,\"sends\":2,\"failed\":2}";
		assertThat(json("weakrefs/signals/orders")).isEqualTo(expected);
		assertThat(json("weakrefs")).contains("\"signals\":{\"orders\":" + expected + "}");
		Reference.reachabilityFence(orders);
	}

	@Test
	void weakListenersAreReportedByTheirEventType() {
		WeakApplicationListeners listeners = bean(WeakApplicationListeners.class);
		StringBuilder held = new StringBuilder();
		listeners.on(held, Basket.class, (text, event) -> text.append("heard"));
		listeners.on(new StringBuilder(), Basket.class, (text, event) -> text.append("lost"));
		String type = Basket.class.getName();
		GarbageCollector.awaitUntil("one listener is dropped",
				() -> listeners.directory().find(type).collectedCount() == 1);
		application.context().publishEvent(new Basket());
		assertThat(held).hasToString("heard");
		String expected = "{\"live\":1,\"collected\":1,\"deliveries\":1,\"diedUncalled\":1,\"failed\":0}";
		assertThat(json("weakrefs/listeners/" + type.replace("$", "%24"))).isEqualTo(expected);
		assertThat(json("weakrefs")).contains("\"listeners\":{\"" + type + "\":" + expected + "}");
		Reference.reachabilityFence(held);
	}

	@ParameterizedTest
	@ValueSource(strings = { "weakrefs/registry/none", "weakrefs/registry/java.lang.String", "weakrefs/finalizers/none",
			"weakrefs/signals/none", "weakrefs/signals/Orders", "weakrefs/listeners/java.lang.String" })
	void whatIsNotThereIsNotFound(String path) {
		assertThat(application.get(path).statusCode()).isEqualTo(404);
		assertThat(application.delete(path).statusCode()).isEqualTo(404);
	}

	private static void registerForgotten(WeakRegistry registry) {
		registry.register(new Basket());
		Basket basket = new Basket();
		registry.register(basket);
		registry.register("baskets", basket);
	}

	private static void awaitLastFailure(String source, String exception) {
		String failure = "\"lastFailure\":{\"source\":\"" + source + "\",\"exception\":\"" + exception
				+ "\",\"at\":\"20";
		GarbageCollector.awaitUntil("the failure is reported", () -> json("weakrefs").contains(failure));
		assertThat(bean(Reaper.class).statistics().running()).isTrue();
	}

	private static String json(String path) {
		HttpResponse<String> response = application.get(path);
		assertThat(response.statusCode()).isEqualTo(200);
		return response.body();
	}

	private static <T> T bean(Class<T> type) {
		return application.context().getBean(type);
	}

	@Configuration(proxyBeanMethods = false)
	static class NoFurtherBeans {

	}

	private static final class Basket {

	}

}
