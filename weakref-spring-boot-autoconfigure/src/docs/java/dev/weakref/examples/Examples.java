package dev.weakref.examples;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.weakref.finalizer.Finalizers;
import dev.weakref.reaper.Reaper;
import dev.weakref.reference.Referents;
import dev.weakref.reference.WeakMethods;
import dev.weakref.reference.WeakProxies;
import dev.weakref.reference.WeakRefs;
import dev.weakref.registry.WeakRegistry;
import dev.weakref.signal.Signals;
import org.junit.jupiter.api.AfterEach;

/**
 * The beans that an application would inject.
 */
abstract class Examples {

	final Reaper reaper = Reaper.start();

	final Referents referents = new Referents(this.reaper);

	final WeakRefs refs = new WeakRefs(this.referents);

	final WeakMethods methods = new WeakMethods(this.referents);

	final WeakProxies proxies = new WeakProxies(this.referents);

	final Finalizers finalizers = new Finalizers(this.referents);

	final WeakRegistry registry = new WeakRegistry(this.reaper);

	final Signals signals = new Signals(this.reaper);

	final List<String> events = new CopyOnWriteArrayList<>();

	@AfterEach
	void close() {
		this.signals.close();
		this.finalizers.close();
		this.reaper.close();
	}

}
