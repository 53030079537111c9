package dev.weakref.spring.bean;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.weakref.finalizer.Finalizers;
import dev.weakref.reference.WeakProxies;
import dev.weakref.reference.WeakRefs;
import dev.weakref.spring.bean.ProxiedItems.Box;
import dev.weakref.spring.bean.ProxiedItems.Item;
import dev.weakref.suitability.CapturedReferentException;
import dev.weakref.suitability.LastingObjectException;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A finalizer that is registered for a weak proxy belongs to the object behind it.
 */
class OwnProxiesWithFinalizersTests {

	private final ApplicationContextRunner contextRunner = ProxiedItems.contextRunner();

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

	static class Plain implements Item {

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

}
