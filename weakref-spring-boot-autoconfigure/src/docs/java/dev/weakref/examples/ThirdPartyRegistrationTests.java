package dev.weakref.examples;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

import dev.weakref.finalizer.TypeFinalizer;
import dev.weakref.finalizer.TypeFinalizers;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Attach cleanup to objects of classes one cannot change: to one, such as the class
 * loader of a plug-in, or to all of a type.
 */
class ThirdPartyRegistrationTests extends Examples {

	// tag::loader[]
	void watch(URLClassLoader plugin) {
		this.finalizers.register(plugin, plugin.getName(), (name) -> this.events.add(name + " is unloaded"));
	}
	// end::loader[]

	@Test
	void aPluginTellsThatItIsUnloaded() throws Exception {
		try (URLClassLoader held = new URLClassLoader("held", new URL[0], null)) {
			watch(held);
			loadAndForget();
			GarbageCollector.awaitUntil("the unloading is told", () -> !this.events.isEmpty());
			assertThat(this.events).containsExactly("plugin is unloaded");
		}
	}

	@Test
	void allOfAType() {
		TypeFinalizers typeFinalizers = new TypeFinalizers(this.finalizers, List.of(new ThreadNames()));
		typeFinalizers.register(new Thread(() -> {
		}, "worker"));
		GarbageCollector.awaitUntil("the end of the thread is told", () -> this.events.contains("worker is gone"));
	}

	private void loadAndForget() throws Exception {
		try (URLClassLoader plugin = new URLClassLoader("plugin", new URL[0], null)) {
			watch(plugin);
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
