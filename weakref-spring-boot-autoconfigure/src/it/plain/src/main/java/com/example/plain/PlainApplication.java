package com.example.plain;

import java.lang.ref.Reference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

import dev.weakref.cache.WeakCache;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.reaper.Reaper;
import dev.weakref.reference.Referents;
import dev.weakref.signal.Signal;
import dev.weakref.signal.Signals;

/**
 * Uses the library without Spring: a cache that retains nothing, a signal and finalizers.
 * Prints what happened, one fact a line.
 */
public final class PlainApplication {

	private final List<String> collected = new CopyOnWriteArrayList<>();

	private PlainApplication() {
	}

	public static void main(String[] args) {
		new PlainApplication().run();
	}

	private void run() {
		// Closed in the opposite order: the reaper, which runs the callbacks, is the last
		try (Reaper reaper = Reaper.start();
				Finalizers finalizers = new Finalizers(new Referents(reaper));
				Signals signals = new Signals(reaper)) {
			useCache(reaper);
			useSignal(signals);
			useFinalizers(finalizers);
		}
		System.out.println("closed");
	}

	private void useCache(Reaper reaper) {
		WeakCache<String, Object> cache = WeakCache.<String, Object>builder("values", reaper)
			.listener((key, cause) -> this.collected.add(String.valueOf(key)))
			.build();
		Object held = cache.get("held", (key) -> new Object());
		cache.get("dropped", (key) -> new Object());
		awaitCollection(() -> this.collected.contains("dropped"));
		System.out.println("cache: same value " + (cache.getIfPresent("held") == held) + ", live " + cache.liveCount()
				+ ", collected " + this.collected);
		Reference.reachabilityFence(held);
	}

	private void useSignal(Signals signals) {
		Signal<Object, String> sold = signals.create("sold");
		Mailer mailer = new Mailer();
		sold.connect(mailer, Mailer::confirm);
		sold.connect(new Mailer(), Mailer::confirm);
		awaitCollection(() -> sold.receiverCount() == 1);
		sold.send("lamp");
		System.out.println("signal: receivers " + sold.receiverCount() + ", confirmed " + mailer.confirmed);
		Reference.reachabilityFence(mailer);
	}

	private void useFinalizers(Finalizers finalizers) {
		finalizers.register(new Object(), "first", this.collected::add);
		awaitCollection(() -> this.collected.contains("first"));
		System.out.println("finalizer: collected " + this.collected.contains("first"));
		Object held = new Object();
		finalizers.register(held, "finalizer: run at close", System.out::println);
		Reference.reachabilityFence(held);
	}

	private static void awaitCollection(BooleanSupplier condition) {
		long deadline = System.nanoTime() + 20_000_000_000L;
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() > deadline) {
				throw new IllegalStateException("Nothing was collected in 20 seconds");
			}
			System.gc();
			Thread.onSpinWait();
		}
	}

	private static final class Mailer {

		private final List<String> confirmed = new CopyOnWriteArrayList<>();

		private void confirm(String order) {
			this.confirmed.add(order);
		}

	}

}
