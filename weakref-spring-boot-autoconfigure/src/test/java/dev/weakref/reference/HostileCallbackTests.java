package dev.weakref.reference;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

import dev.weakref.finalizer.Finalizer;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.Background;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Callbacks that throw, collect, register and wait, on the reaper thread and after real
 * collections.
 */
@Timeout(60)
class HostileCallbackTests {

	private final Reaper reaper = Reaper.start();

	private final Referents referents = new Referents(this.reaper);

	private final WeakRefs refs = new WeakRefs(this.referents);

	private final Finalizers finalizers = new Finalizers(this.referents);

	private final List<String> events = new CopyOnWriteArrayList<>();

	@AfterEach
	void close() {
		this.finalizers.close();
		this.reaper.close();
	}

	@Test
	void errorsEndNeitherTheReaperNorOtherCallbacks() {
		register("first");
		this.finalizers.register(new Object(), "linkage", (name) -> {
			throw new NoClassDefFoundError(name);
		});
		this.finalizers.register(new Object(), "memory", (name) -> {
			throw new OutOfMemoryError(name);
		});
		register("last");
		GarbageCollector.awaitUntil("all have run", () -> this.finalizers.statistics().collected() == 4);
		assertThat(this.events).containsExactlyInAnyOrder("first", "last");
		assertThat(this.finalizers.statistics().failed()).isEqualTo(2);
		assertThat(this.reaper.statistics().running()).isTrue();
		register("afterwards");
		GarbageCollector.awaitUntil("one more has run", () -> this.events.contains("afterwards"));
	}

	@Test
	void aCallbackMayCollectAndRegisterAsItPleases() {
		this.finalizers.register(new Object(), this, (test) -> {
			test.register("made by a callback");
			System.gc();
			test.events.add("callback");
		});
		GarbageCollector.awaitUntil("what it has registered has run", () -> this.events.size() == 2);
		assertThat(this.events).containsExactly("callback", "made by a callback");
	}

	@Test
	void aCallbackMayRegisterSomethingForItsDeadSibling() {
		WeakReference<WeakRef<Object>> sibling = registerSiblings();
		GarbageCollector.awaitUntil("the sibling is gone too", () -> this.events.size() == 2);
		assertThat(this.events).containsExactly("object", "sibling");
		assertThat(sibling.refersTo(null)).isTrue();
	}

	@Test
	void aFinalizerOfAFinalizerRunsAfterIt() {
		this.finalizers.register(new Object(), this, (test) -> {
			Finalizer<?> mine = test.finalizers.register(new Object(), "inner", test.events::add);
			test.finalizers.register(mine, "for the inner one", test.events::add);
		});
		GarbageCollector.awaitUntil("both have run", () -> this.events.size() == 2);
		assertThat(this.events).containsExactly("inner", "for the inner one");
	}

	@Test
	void aCallbackThatWaitsForALockDoesNotBlockTheThreadThatHasIt() {
		ReentrantLock lock = new ReentrantLock();
		CountDownLatch waiting = new CountDownLatch(1);
		Object object = new Object();
		lock.lock();
		try {
			this.finalizers.register(new Object(), this, (test) -> {
				waiting.countDown();
				lock.lock();
				lock.unlock();
				test.events.add("callback");
			});
			GarbageCollector.awaitUntil("the callback waits", () -> waiting.getCount() == 0);
			WeakRef<Object> ref = this.refs.ref(object, (dead) -> this.events.add("never"));
			assertThat(this.finalizers.registerFunction(object, 5, (number) -> number + 1).call()).isEqualTo(6);
			assertThat(this.refs.refs(object)).containsExactly(ref);
			assertThat(this.finalizers.statistics().explicit()).isOne();
		}
		finally {
			lock.unlock();
		}
		GarbageCollector.awaitUntil("the callback has ended", () -> this.events.contains("callback"));
	}

	@Test
	void closeByOneThreadAndCallbacksThatRegisterDoNotWaitForEachOther() {
		CountDownLatch closing = new CountDownLatch(1);
		Object object = new Object();
		this.finalizers.register(object, "closed", (name) -> {
			closing.countDown();
			this.events.add(name);
		});
		this.finalizers.register(new Object(), this, (test) -> {
			Background.awaitLatch(closing);
			test.finalizers.register(object, "late", test.events::add);
			test.events.add("callback");
		});
		GarbageCollector.awaitUntil("the callback waits", () -> this.reaper.statistics().backlog() == 1);
		Background<Boolean> close = Background.run(this.finalizers::close);
		assertThat(close.result()).isTrue();
		GarbageCollector.awaitUntil("the callback has ended", () -> this.reaper.statistics().backlog() == 0);
		assertThat(this.events).contains("closed");
	}

	private void register(String name) {
		this.finalizers.register(new Object(), name, this.events::add);
	}

	/**
	 * A ref and a finalizer of one object; the finalizer holds the ref, which it
	 * outlives.
	 */
	private WeakReference<WeakRef<Object>> registerSiblings() {
		Object object = new Object();
		WeakRef<Object> sibling = this.refs.annotated(object, "sibling");
		this.finalizers.register(object, sibling, (dead) -> {
			this.events.add("object");
			this.finalizers.register(dead, "sibling", this.events::add);
		});
		return new WeakReference<>(sibling);
	}

}
