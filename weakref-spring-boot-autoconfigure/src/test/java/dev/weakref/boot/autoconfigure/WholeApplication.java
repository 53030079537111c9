package dev.weakref.boot.autoconfigure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.stream.Stream;

import dev.weakref.boot.actuate.ReaperHealthIndicator;
import dev.weakref.boot.actuate.WeakRefsEndpoint;
import dev.weakref.boot.metrics.WeakMeters;
import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.WeakCollections;
import dev.weakref.collection.WeakInterner;
import dev.weakref.collection.WeakKeyMap;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.finalizer.TypeFinalizer;
import dev.weakref.lock.WeakLocks;
import dev.weakref.reference.WeakMethods;
import dev.weakref.reference.WeakProxies;
import dev.weakref.reference.WeakRefs;
import dev.weakref.registry.RegistryObserver;
import dev.weakref.registry.WeakRegistry;
import dev.weakref.signal.Signal;
import dev.weakref.signal.Signals;
import dev.weakref.spring.bean.DestroyWhenUnused;
import dev.weakref.spring.event.WeakApplicationListeners;
import dev.weakref.spring.event.WeakEventListener;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.Configurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.util.ClassUtils;

/**
 * An application that uses everything there is, for tests of what is left of it when it
 * has been closed.
 */
@Configuration(proxyBeanMethods = false)
@EnableCaching(proxyTargetClass = true)
class WholeApplication {

	static final Map<String, Object> PROPERTIES = Map.of("weakref.caches.images.retain.maximum-size", "5",
			"weakref.caches.sounds.references", "weak-keys", "weakref.callbacks.executor", "reaper",
			"management.endpoints.web.exposure.include", "*");

	/**
	 * All auto-configurations of this library, and those for meter registries.
	 */
	static Class<?>[] configurations() {
		ClassLoader loader = WholeApplication.class.getClassLoader();
		Stream<Class<?>> ours = ImportCandidates.load(AutoConfiguration.class, loader)
			.getCandidates()
			.stream()
			.filter((name) -> name.startsWith("dev.weakref."))
			.map((name) -> ClassUtils.resolveClassName(name, loader));
		Stream<Class<?>> metrics = Stream.of(MetricsAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class,
				PrometheusMetricsExportAutoConfiguration.class);
		List<Class<?>> classes = new ArrayList<>(List.of(WholeApplication.class));
		classes.addAll(Arrays.asList(Configurations
			.getClasses(AutoConfigurations.of(Stream.concat(ours, metrics).toArray(Class<?>[]::new)))));
		return classes.toArray(Class<?>[]::new);
	}

	/**
	 * Use every feature, with objects that live as long as the result.
	 */
	@SuppressWarnings("unchecked")
	static List<Object> use(ApplicationContext context) throws Exception {
		Thing thing = new Thing();
		List<Object> held = new ArrayList<>(List.of(thing));
		context.getBean("images", WeakCache.class).put("key", new Thing());
		WeakCache<Object, Object> made = context.getBean(WeakCaches.class).create("made");
		made.get("key", (key) -> thing);
		WeakCollections collections = context.getBean(WeakCollections.class);
		WeakKeyMap<Object, Object> map = collections.weakKeyMap("map", KeyEquality.IDENTITY);
		map.put(thing, new Thing());
		WeakInterner<Object> interner = collections.weakInterner("interner");
		held.addAll(List.of(made, map, interner, interner.intern(thing)));
		useReferences(context, thing, held);
		useBeans(context, held);
		WeakRegistry registry = context.getBean(WeakRegistry.class);
		registry.addObserver(new RegistryObserver() {
		});
		registry.register(thing);
		registry.register("things", thing);
		registry.idOf(thing);
		registry.companionOf(thing, (owner) -> new Thing());
		Signal<Object, Object> signal = context.getBean(Signals.class).create("signal");
		signal.connect(thing, Thing::take);
		signal.connectStrong((event) -> {
		});
		signal.prepare().sendAsync(thing).get(10, TimeUnit.SECONDS);
		held.add(signal);
		Lock lock = context.getBean(WeakLocks.class).lockFor(thing);
		lock.lock();
		context.getBean(WeakMeters.class).gauge(thing, "thing", Thing::value);
		context.getBean(PrometheusMeterRegistry.class).scrape();
		context.getBean(ReaperHealthIndicator.class).health();
		context.getBean(WeakRefsEndpoint.class).weakRefs();
		awaitCallback(context.getBean("sounds", WeakCache.class));
		return held;
	}

	private static void useReferences(ApplicationContext context, Thing thing, List<Object> held) throws Exception {
		held.add(context.getBean(WeakRefs.class).ref(thing, (ref) -> {
		}));
		held.add(context.getBean(WeakMethods.class).runnable(thing, Thing::run));
		Runnable proxy = context.getBean(WeakProxies.class).proxy(thing, Runnable.class);
		proxy.run();
		Thing classProxy = context.getBean(WeakProxies.class).proxy(thing, Thing.class);
		classProxy.run();
		context.getBean(Finalizers.class).register(thing, "resource", (resource) -> {
		});
		held.addAll(List.of(proxy, classProxy, context.getBean(Prototype.class)));
	}

	private static void useBeans(ApplicationContext context, List<Object> held) {
		CachingApplication.Painter painter = context.getBean(CachingApplication.Painter.class);
		Listener listener = context.getBean(Listener.class);
		context.getBean(WeakApplicationListeners.class).on(listener, String.class, Listener::on);
		context.publishEvent("hello");
		if (listener.heard != 2) {
			throw new IllegalStateException("The listener has heard " + listener.heard + " events");
		}
		held.addAll(List.of(painter.frame(painter.image("a")), listener, context.getBean(Export.class)));
	}

	/**
	 * Wait until the reaper has called a callback, so that its thread has run code of
	 * this application.
	 */
	private static void awaitCallback(WeakCache<Object, Object> cache) throws InterruptedException {
		CountDownLatch called = new CountDownLatch(1);
		cache.addListener((key, cause) -> called.countDown());
		cache.put(new Object(), "value");
		long start = System.nanoTime();
		while (!called.await(10, TimeUnit.MILLISECONDS)) {
			if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(20)) {
				throw new IllegalStateException("The callback was awaited in vain");
			}
			System.gc();
		}
	}

	@Bean
	@Scope("prototype")
	Prototype prototype() {
		return new Prototype();
	}

	@Bean
	CachingApplication.Painter painter() {
		return new CachingApplication.Painter();
	}

	@Bean
	@Scope("prototype")
	Listener listener() {
		return new Listener();
	}

	@Bean
	@Scope("prototype")
	Export export() {
		return new Export();
	}

	@Bean
	TypeFinalizer<Prototype, String> prototypeFinalizer() {
		return new PrototypeFinalizer();
	}

	static class Thing implements Runnable {

		private Object taken = "nothing";

		@Override
		public void run() {
			this.taken = "run";
		}

		void take(Object event) {
			this.taken = event.getClass();
		}

		double value() {
			return this.taken.hashCode();
		}

	}

	static final class Prototype {

	}

	static class Listener {

		private int heard;

		@WeakEventListener
		void on(String event) {
			this.heard++;
		}

	}

	@DestroyWhenUnused
	static class Export {

	}

	private static final class PrototypeFinalizer implements TypeFinalizer<Prototype, String> {

		@Override
		public Class<Prototype> type() {
			return Prototype.class;
		}

		@Override
		public String capture(Prototype prototype) {
			return "resource";
		}

		@Override
		public void finish(String resource) {
		}

	}

}
