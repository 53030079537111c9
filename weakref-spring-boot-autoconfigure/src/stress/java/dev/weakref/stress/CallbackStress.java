package dev.weakref.stress;

import java.lang.ref.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import dev.weakref.finalizer.Finalizers;
import dev.weakref.reaper.Reaper;
import dev.weakref.reference.Referents;
import dev.weakref.reference.WeakRefs;
import dev.weakref.testsupport.Background;

/**
 * Registers callbacks and finalizers of objects that die at once, among others that live
 * and make the tables grow. Wants a small heap with next to no room for young objects,
 * such as {@code -Xmx64m -Xmn1m}, so that some would die in the middle of their
 * registration if nothing held them. Exits with 1 if one is not told of the end of its
 * object.
 */
public final class CallbackStress {

	private static final int THREADS = 2;

	private static final int ROUND = 20_000;

	private static final int LIVING = 4;

	/** How long none may be told of before the round fails. */
	private static final Duration DEADLINE = Duration.ofSeconds(60);

	/** Collections that follow each other at once leave the reaper no processor. */
	private static final long MILLIS_BETWEEN_COLLECTIONS = 20;

	private final Referents referents;

	private final WeakRefs refs;

	private final Finalizers finalizers;

	private final AtomicLong called = new AtomicLong();

	private final AtomicLong finalized = new AtomicLong();

	private final CountDownLatch remaining = new CountDownLatch(2 * THREADS * ROUND);

	private CallbackStress(Reaper reaper) {
		this.referents = new Referents(reaper);
		this.refs = new WeakRefs(this.referents);
		this.finalizers = new Finalizers(this.referents);
	}

	/**
	 * Run it.
	 * @param args how many objects are to die
	 */
	public static void main(String[] args) throws InterruptedException {
		long objects = Long.parseLong(args[0]);
		long died = 0;
		boolean passed = true;
		try (Reaper reaper = Reaper.start()) {
			while (passed && died < objects) {
				passed = new CallbackStress(reaper).round();
				died += THREADS * ROUND;
			}
		}
		System.out.printf("%,d objects died%n", died);
		System.exit((passed) ? 0 : 1);
	}

	private boolean round() throws InterruptedException {
		List<Background<List<Object>>> threads = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			threads.add(Background.start(this::register));
		}
		List<List<Object>> held = threads.stream().map(Background::result).toList();
		long expected = (long) THREADS * ROUND;
		collect();
		Reference.reachabilityFence(held);
		if (this.called.get() == expected && this.finalized.get() == expected) {
			return true;
		}
		System.out.printf("%,d callbacks were not called, %,d finalizers not run, of %,d; %,d objects are known%n",
				expected - this.called.get(), expected - this.finalized.get(), expected,
				this.referents.estimatedSize());
		return false;
	}

	/**
	 * Asks for collections until all are told of, or none is for too long.
	 */
	private void collect() throws InterruptedException {
		long last = this.remaining.getCount();
		long since = System.nanoTime();
		while (!this.remaining.await(MILLIS_BETWEEN_COLLECTIONS, TimeUnit.MILLISECONDS)
				&& System.nanoTime() - since < DEADLINE.toNanos()) {
			System.gc();
			if (this.remaining.getCount() != last) {
				last = this.remaining.getCount();
				since = System.nanoTime();
			}
		}
	}

	/**
	 * Register what dies.
	 * @return what lives, and references that only tell of the end if they are held
	 */
	private List<Object> register() {
		List<Object> held = new ArrayList<>();
		for (int i = 0; i < ROUND; i++) {
			held.add(this.refs.ref(new Object(), (dead) -> count(this.called)));
			this.finalizers.register(new Object(), this.finalized, this::count);
			if (i % LIVING == 0) {
				Object lives = new Object();
				held.add(lives);
				this.refs.ref(lives);
			}
		}
		return held;
	}

	private void count(AtomicLong told) {
		told.incrementAndGet();
		this.remaining.countDown();
	}

}
