package dev.weakref.reference;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import dev.weakref.finalizer.Finalizer;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for refs, weak methods, proxies and finalizers that were dropped or used up while
 * their objects live on: nothing is left, however many there were.
 */
@Timeout(60)
class AbandonedHandlesTests {

	private static final int NUMBER = 100_000;

	@AutoClose
	private final Reaper reaper = Reaper.start();

	private final Referents referents = new Referents(this.reaper);

	private final WeakRefs refs = new WeakRefs(this.referents);

	private final WeakMethods methods = new WeakMethods(this.referents);

	private final WeakProxies proxies = new WeakProxies(this.referents);

	private final Finalizers finalizers = new Finalizers(this.referents);

	private final Consumer<Object> callback = (dead) -> {
	};

	@Test
	void manyHandlesOfOneObjectLeaveTheOnesThatAreHeld() {
		StringBuilder object = new StringBuilder();
		WeakRef<StringBuilder> held = this.refs.ref(object, this.callback);
		for (int i = 0; i < NUMBER / 4; i++) {
			this.refs.ref(object, this.callback);
			this.refs.annotated(object, i);
			this.methods.supplier(object, StringBuilder::length, this.callback);
			this.proxies.proxy(object, CharSequence.class, this.callback);
		}
		GarbageCollector.awaitUntil("only one watcher is left", () -> watchers() == 1);
		assertThat(this.refs.refs(object)).containsExactly(held);
	}

	@Test
	void handlesOfManyObjectsLeaveNoTraceOfTheObjects() {
		List<Object> objects = new ArrayList<>();
		for (int i = 0; i < NUMBER; i++) {
			objects.add(new Object());
			this.refs.ref(objects.get(i), this.callback);
		}
		GarbageCollector.awaitUntil("no object is known any more", () -> this.referents.estimatedSize() == 0);
		assertThat(watchers()).isZero();
		Reference.reachabilityFence(objects);
	}

	@Test
	void comingAndGoingDoesNotPileUp() {
		Object object = new Object();
		Finalizer<?> held = this.finalizers.register(object, "held", this.callback);
		for (int i = 0; i < NUMBER; i++) {
			this.finalizers.register(object, i, this.callback).detach();
			if (i % 1_000 == 0) {
				assertThat(this.refs.refs(object)).containsExactly(held);
			}
			assertThat(this.referents.estimatedSize()).isLessThanOrEqualTo(2);
		}
		assertThat(watchers()).isEqualTo(1);
		Reference.reachabilityFence(object);
	}

	@Test
	void finalizersOfOneObjectAreTakenOutInAnyOrderInNoTime() {
		Object object = new Object();
		AtomicInteger calls = new AtomicInteger();
		List<Finalizer<?>> oldestFirst = new ArrayList<>();
		for (int i = 0; i < NUMBER; i++) {
			oldestFirst.add(this.finalizers.register(object, calls, AtomicInteger::incrementAndGet));
		}
		assertThat(this.refs.count(object)).isEqualTo(NUMBER);
		oldestFirst.forEach(Finalizer::call);
		assertThat(calls).hasValue(NUMBER);
		assertThat(watchers()).isZero();
		assertThat(this.referents.estimatedSize()).isZero();
		Reference.reachabilityFence(object);
	}

	private int watchers() {
		AtomicInteger watchers = new AtomicInteger();
		this.referents.forEach((watcher) -> watchers.incrementAndGet());
		return watchers.get();
	}

}
