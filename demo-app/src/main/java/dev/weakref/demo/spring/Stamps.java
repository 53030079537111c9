package dev.weakref.demo.spring;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Lock;

import dev.weakref.demo.card.Shelf;
import dev.weakref.demo.card.Thing;
import dev.weakref.demo.live.CallbackLog;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.lock.WeakLocks;

import org.springframework.stereotype.Service;

/**
 * Stamps pictures, each of them by one worker at a time.
 */
@Service
class Stamps {

	private final WeakLocks locks;

	private final Shelf<Lock> inUse;

	private final Duration inkDries;

	Stamps(WeakLocks locks, Finalizers finalizers, CallbackLog log, StampsProperties properties) {
		this.locks = locks;
		this.inkDries = properties.inkDries();
		this.inUse = new Shelf<>(finalizers, (name) -> log.add("lock", name));
	}

	// tag::locks[]
	void stamp(String picture) {
		Lock lock = this.locks.lockFor(new StampLock(picture));
		// end::locks[]
		this.inUse.take(picture, lock);
		// tag::locks[]
		lock.lock();
		try {
			print(picture);
		}
		finally {
			lock.unlock();
			// end::locks[]
			this.inUse.letGo(picture);
			// tag::locks[]
		}
	}
	// end::locks[]

	/**
	 * The locks: the one who holds each is the worker who has it, the others wait.
	 */
	List<Thing> things() {
		return this.inUse.things()
			.stream()
			.map((thing) -> Thing.of(thing.name(), Math.min(1, thing.holders()), Math.max(0, thing.holders() - 1)))
			.toList();
	}

	private void print(String picture) {
		try {
			Thread.sleep(this.inkDries.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
