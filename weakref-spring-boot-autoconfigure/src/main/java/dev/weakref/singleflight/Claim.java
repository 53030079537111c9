package dev.weakref.singleflight;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;

import dev.weakref.Internal;
import org.jspecify.annotations.Nullable;

/**
 * A computation under way.
 *
 * @param <R> the type of result that waiting threads get
 * @hidden
 */
@Internal
public final class Claim<R> implements ForkJoinPool.ManagedBlocker {

	private static final VarHandle WAITERS;

	private static final VarHandle STATE;

	static {
		try {
			WAITERS = MethodHandles.lookup().findVarHandle(Claim.class, "waiters", Waiters.class);
			STATE = MethodHandles.lookup().findVarHandle(Claim.class, "state", State.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	final Object key;

	/**
	 * The first hash code of the key, by which the claim is removed even if the key
	 * changes.
	 */
	final int hash;

	private volatile @Nullable Thread owner = Thread.currentThread();

	private volatile State state = State.OPEN;

	/** Set when the claim ends. */
	private volatile @Nullable R outcome;

	/** Made by the first waiting thread: most claims end before. */
	private volatile @Nullable Waiters<R> waiters;

	Claim(Object key, int hash) {
		this.key = key;
		this.hash = hash;
	}

	/**
	 * Returns the key.
	 * @return the object that the owner claimed
	 */
	public Object key() {
		return this.key;
	}

	/**
	 * Returns whether the calling thread owns the claim.
	 * @return whether this thread computes
	 */
	public boolean isOwn() {
		return this.owner == Thread.currentThread();
	}

	/**
	 * Gives the claim up, so that another thread can take it.
	 */
	public void handOver() {
		this.owner = null;
	}

	/**
	 * Takes a claim that was handed over.
	 */
	public void take() {
		this.owner = Thread.currentThread();
	}

	/**
	 * Calls an action when the claim ends, on the thread that ends it, or now if it has
	 * ended.
	 * @param action is called with the result
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
	 * Ends the claim and wakes the waiting threads.
	 */
	void end(R outcome) {
		this.outcome = outcome;
		Waiters<R> waiters = this.waiters;
		if (waiters != null) {
			waiters.end(outcome);
		}
	}

	/**
	 * Waits for the end. Does not join the future: a pool thread would run other tasks
	 * meanwhile, whose computations would count as part of its own.
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
	 * Waits for the end, for {@link ForkJoinPool}.
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
	 * Returns whether the claim has ended.
	 */
	@Override
	public boolean isReleasable() {
		return this.outcome != null;
	}

	/**
	 * Begins to use the result, unless the claim was revoked. Called by the owner. A
	 * thread that revokes the claim after this waits until the claim is ended.
	 * @return whether the result may be used
	 */
	public boolean use() {
		return STATE.compareAndSet(this, State.OPEN, State.USED);
	}

	/**
	 * Keeps the owner from using the result, unless the owner has begun to use it.
	 * @return whether the result will not be used
	 */
	boolean revoke() {
		return STATE.compareAndSet(this, State.OPEN, State.REVOKED) || this.state == State.REVOKED;
	}

	/**
	 * Returns the thread that computes, or {@code null} while the claim is handed over.
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
	 * Whether the owner may use the result, has begun to use it, or must not.
	 */
	private enum State {

		OPEN, USED, REVOKED

	}

}
