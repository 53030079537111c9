package dev.weakref.singleflight;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * One computation under way. Not for use by applications.
 *
 * @param <R> what waiting threads are given
 */
public final class Claim<R> implements ForkJoinPool.ManagedBlocker {

	private static final VarHandle WAITERS;

	private static final VarHandle FATE;

	static {
		try {
			WAITERS = MethodHandles.lookup().findVarHandle(Claim.class, "waiters", Waiters.class);
			FATE = MethodHandles.lookup().findVarHandle(Claim.class, "fate", Fate.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	final Object key;

	/** As it was at first, so that the claim can be ended if that changes. */
	final int hash;

	private volatile @Nullable Thread owner = Thread.currentThread();

	private volatile Fate fate = Fate.OPEN;

	/** Not {@code null} from the end on. */
	private volatile @Nullable R outcome;

	/** Made by the first who waits, since nearly all claims end before. */
	private volatile @Nullable Waiters<R> waiters;

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
		Waiters<R> waiters = waiters();
		waiters.result.thenAccept(action);
		R outcome = this.outcome;
		if (outcome != null) {
			waiters.end(outcome);
		}
	}

	/**
	 * End the claim. A thread that waits either finds the outcome or is found here.
	 */
	void end(R outcome) {
		this.outcome = outcome;
		Waiters<R> waiters = this.waiters;
		if (waiters != null) {
			waiters.end(outcome);
		}
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
		Waiters<R> waiters = waiters();
		if (this.outcome == null) {
			waiters.ended.await();
		}
		return true;
	}

	/**
	 * Whether the claim has ended.
	 */
	@Override
	public boolean isReleasable() {
		return this.outcome != null;
	}

	/**
	 * Begin to use the result, as the owner, unless somebody has revoked the claim.
	 * Whoever revokes it from now on waits until the claim is ended.
	 * @return whether the result may be used
	 */
	public boolean use() {
		return FATE.compareAndSet(this, Fate.OPEN, Fate.USED);
	}

	/**
	 * Keep the owner from using the result, unless it has begun to.
	 * @return whether the result will not be used
	 */
	boolean revoke() {
		return FATE.compareAndSet(this, Fate.OPEN, Fate.REVOKED) || this.fate == Fate.REVOKED;
	}

	/**
	 * The thread that computes, unless it is not known yet.
	 */
	@Nullable Thread owner() {
		return this.owner;
	}

	private Waiters<R> waiters() {
		Waiters<R> waiters = this.waiters;
		while (waiters == null) {
			WAITERS.compareAndSet(this, null, new Waiters<R>());
			waiters = this.waiters;
		}
		return waiters;
	}

	/**
	 * Wakes threads and runs actions.
	 */
	private static final class Waiters<R> {

		private final CountDownLatch ended = new CountDownLatch(1);

		private final CompletableFuture<R> result = new CompletableFuture<>();

		void end(R outcome) {
			this.ended.countDown();
			this.result.complete(outcome);
		}

	}

	/**
	 * What becomes of the result.
	 */
	private enum Fate {

		OPEN, USED, REVOKED

	}

}
