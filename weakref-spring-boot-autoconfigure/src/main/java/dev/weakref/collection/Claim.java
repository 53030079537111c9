package dev.weakref.collection;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * One computation under way. Not for use by applications.
 *
 * @param <R> what waiting threads are given
 */
public final class Claim<R> implements ForkJoinPool.ManagedBlocker {

	final Object key;

	/** As it was at first, so that the claim can be ended if that changes. */
	final int hash;

	private volatile @Nullable Thread owner = Thread.currentThread();

	private final CompletableFuture<R> result = new CompletableFuture<>();

	private final CountDownLatch ended = new CountDownLatch(1);

	private final AtomicReference<Fate> fate = new AtomicReference<>(Fate.OPEN);

	/** Written before, and read after, the end. */
	private @Nullable R outcome;

	Claim(Object key, int hash) {
		this.key = key;
		this.hash = hash;
	}

	/**
	 * Whether it is the calling thread that computes.
	 * @return whether the claim is this thread's own
	 */
	public boolean isOwn() {
		return this.owner == Thread.currentThread();
	}

	/**
	 * Leave it to another thread to end the claim.
	 */
	public void handOver() {
		this.owner = null;
	}

	/**
	 * Take a claim that was handed over.
	 */
	public void take() {
		this.owner = Thread.currentThread();
	}

	/**
	 * Do something when the claim ends, on the thread that ends it, or now if it has
	 * ended.
	 * @param action is given the result
	 */
	public void whenEnded(Consumer<? super R> action) {
		this.result.thenAccept(action);
	}

	void end(R outcome) {
		this.outcome = outcome;
		this.ended.countDown();
		this.result.complete(outcome);
	}

	/**
	 * Not by joining the future: a thread of a pool would run other tasks meanwhile, and
	 * what these compute would be taken for a part of its own computation.
	 */
	R awaitEnd() {
		boolean interrupted = false;
		while (!isReleasable()) {
			try {
				ForkJoinPool.managedBlock(this);
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
		return Objects.requireNonNull(this.outcome);
	}

	/**
	 * Wait for the end, for {@link ForkJoinPool}.
	 */
	@Override
	public boolean block() throws InterruptedException {
		this.ended.await();
		return true;
	}

	/**
	 * Whether the claim has ended.
	 */
	@Override
	public boolean isReleasable() {
		return this.ended.getCount() == 0;
	}

	/**
	 * Begin to use the result, as the owner, unless somebody has revoked the claim.
	 * Whoever revokes it from now on waits until the claim is ended.
	 * @return whether the result may be used
	 */
	public boolean use() {
		return this.fate.compareAndSet(Fate.OPEN, Fate.USED);
	}

	/**
	 * Keep the owner from using the result, unless it has begun to.
	 * @return whether the result will not be used
	 */
	boolean revoke() {
		return this.fate.compareAndExchange(Fate.OPEN, Fate.REVOKED) != Fate.USED;
	}

	/**
	 * The thread that computes, unless it is not known yet.
	 */
	@Nullable Thread owner() {
		return this.owner;
	}

	/**
	 * What becomes of the result.
	 */
	private enum Fate {

		OPEN, USED, REVOKED

	}

}
