package dev.weakref.examples;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.weakref.finalizer.Finalizers;
import dev.weakref.finalizer.TypeFinalizer;
import dev.weakref.finalizer.TypeFinalizers;
import dev.weakref.reaper.Reaper;
import dev.weakref.reference.Referents;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Attach cleanup to objects of classes one cannot change: to one, to all of a type, or to
 * a class loader.
 */
class ThirdPartyRegistrationTests {

	private final Reaper reaper = Reaper.start();

	private final Finalizers finalizers = new Finalizers(new Referents(this.reaper));

	private final List<String> events = new CopyOnWriteArrayList<>();

	@AfterEach
	void close() {
		this.reaper.close();
	}

	@Test
	void oneObject() {
		StringBuilder foreign = new StringBuilder("foreign");
		this.finalizers.register(foreign, foreign.length(), (length) -> this.events.add("length " + length));
		foreign = null;
		GarbageCollector.awaitUntil("its end is told", () -> this.events.contains("length 7"));
	}

	@Test
	void allOfAType() {
		TypeFinalizers typeFinalizers = new TypeFinalizers(this.finalizers, List.of(new ThreadNames()));
		typeFinalizers.register(new Thread(() -> {
		}, "worker"));
		GarbageCollector.awaitUntil("the end of the thread is told", () -> this.events.contains("worker is gone"));
	}

	@Test
	void aClassLoader() throws Exception {
		unload();
		GarbageCollector.awaitUntil("the unloading is told", () -> this.events.contains("plugin unloaded"));
	}

	private void unload() throws Exception {
		try (URLClassLoader loader = new URLClassLoader("plugin", new URL[0], null)) {
			this.finalizers.register(loader, loader.getName(), (name) -> this.events.add(name + " unloaded"));
		}
	}

	private final class ThreadNames implements TypeFinalizer<Thread, String> {

		@Override
		public Class<Thread> type() {
			return Thread.class;
		}

		@Override
		public String capture(Thread thread) {
			return thread.getName();
		}

		@Override
		public void finish(String name) {
			ThirdPartyRegistrationTests.this.events.add(name + " is gone");
		}

	}

}
