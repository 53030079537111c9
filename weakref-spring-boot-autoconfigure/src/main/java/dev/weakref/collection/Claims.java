package dev.weakref.collection;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Which thread is computing something for which key, so that others wait for it instead
 * of doing it again. No lock is held meanwhile; threads that work on other keys never
 * notice.
 * <p>
 * The owner of a claim may {@linkplain Claim#handOver() hand it over} to whichever thread
 * will have the result. Until that thread takes it, a cycle of waiting threads that goes
 * through the claim is not seen.
 *
 * @param <R> what waiting threads are given
 */
public final class Claims<R> {

	private final WaitGraph waits;

	private final KeyEquality keyEquality;

	private final ConcurrentMap<Id, Claim<R>> claims = new ConcurrentHashMap<>();

	/**
	 * Create an empty instance.
	 * @param keyEquality when two keys are the same
	 */
	public Claims(KeyEquality keyEquality) {
		this(keyEquality, new WaitGraph());
	}

	/**
	 * Create an empty instance that sees cycles through others too.
	 * @param keyEquality when two keys are the same
	 * @param waits the graph that the others share
	 */
	public Claims(KeyEquality keyEquality, WaitGraph waits) {
		this.keyEquality = keyEquality;
		this.waits = waits;
	}

	/**
	 * Claim a key, or find who has done so.
	 * @param key the key
	 * @return the claim, of this thread if it {@linkplain Claim#isOwn() is its own},
	 * otherwise one to {@linkplain #await wait} for
	 * @throws RecursiveComputationException if this thread holds the claim already
	 */
	public Claim<R> claim(Object key) {
		Claim<R> claim = new Claim<>(id(key));
		Claim<R> other = this.claims.putIfAbsent(claim.id, claim);
		if (other == null) {
			return claim;
		}
		if (other.owner == Thread.currentThread()) {
			throw new RecursiveComputationException(key);
		}
		return other;
	}

	/**
	 * Claim a key as soon as nobody else has it.
	 * @param key the key
	 * @return the claim of this thread
	 * @throws RecursiveComputationException if that would wait for this thread itself
	 */
	public Claim<R> acquire(Object key) {
		while (true) {
			Claim<R> claim = new Claim<>(id(key));
			Claim<R> other = this.claims.putIfAbsent(claim.id, claim);
			if (other == null) {
				return claim;
			}
			awaitEnd(other);
		}
	}

	/**
	 * Wait until the owner of a claim ends it.
	 * @param claim the claim of another thread
	 * @return what the owner gave
	 * @throws RecursiveComputationException if the owner waits, directly or not, for this
	 * thread
	 */
	public R await(Claim<R> claim) {
		awaitEnd(claim);
		return Objects.requireNonNull(claim.outcome);
	}

	/**
	 * Forget who computes something for a key: the next thread that asks starts anew, and
	 * the result under way is not used by its owner. An owner that is past
	 * {@linkplain Claim#decide deciding} is waited for, which takes a few instructions,
	 * unless it is this thread itself.
	 * @param key the key
	 * @throws RecursiveComputationException if the owner waits, directly or not, for this
	 * thread
	 */
	public void revoke(Object key) {
		Claim<R> claim = this.claims.remove(id(key));
		if (claim != null) {
			revoke(claim);
		}
	}

	/**
	 * {@linkplain #revoke Revoke} all claims there are.
	 */
	public void revokeAll() {
		for (Claim<R> claim : this.claims.values()) {
			this.claims.remove(claim.id, claim);
			revoke(claim);
		}
	}

	private void revoke(Claim<R> claim) {
		if (!claim.decide() && !claim.isOwn()) {
			awaitEnd(claim);
		}
	}

	/**
	 * End a claim of this thread and wake the threads that wait for it.
	 * @param claim the claim
	 * @param result what they are given
	 */
	public void end(Claim<R> claim, R result) {
		try {
			this.claims.remove(claim.id, claim);
		}
		finally {
			claim.end(result);
		}
	}

	private void awaitEnd(Claim<R> claim) {
		Thread self = Thread.currentThread();
		this.waits.add(self, claim);
		try {
			Claim<?> next = claim;
			while (next != null && !next.isReleasable()) {
				Thread owner = next.owner;
				if (owner == self) {
					throw new RecursiveComputationException(claim.id.key);
				}
				next = (owner != null) ? this.waits.get(owner) : null;
			}
			claim.awaitEnd();
		}
		finally {
			this.waits.remove(self);
		}
	}

	private Id id(Object key) {
		boolean identity = (this.keyEquality == KeyEquality.IDENTITY);
		return new Id(key, identity, (identity) ? System.identityHashCode(key) : key.hashCode());
	}

	/**
	 * One computation under way.
	 *
	 * @param <R> what waiting threads are given
	 */
	public static final class Claim<R> implements ForkJoinPool.ManagedBlocker {

		private final Id id;

		private volatile @Nullable Thread owner = Thread.currentThread();

		private final CompletableFuture<R> result = new CompletableFuture<>();

		private final CountDownLatch ended = new CountDownLatch(1);

		private final AtomicBoolean decided = new AtomicBoolean();

		/** Written before, and read after, the end. */
		private @Nullable R outcome;

		private Claim(Id id) {
			this.id = id;
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

		private void end(R outcome) {
			this.outcome = outcome;
			this.ended.countDown();
			this.result.complete(outcome);
		}

		/**
		 * Not by joining the future: a thread of a pool would run other tasks meanwhile,
		 * and what these compute would be taken for a part of its own computation.
		 */
		private void awaitEnd() {
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
		 * Decide what becomes of the result: the owner calls this before it uses it, who
		 * revokes the claim to prevent that. The first one is right.
		 * @return whether this call was the first
		 */
		public boolean decide() {
			return this.decided.compareAndSet(false, true);
		}

	}

	/**
	 * A key with the hash code that it had when it was claimed, so that the claim can be
	 * ended if that changes.
	 */
	private record Id(Object key, boolean identity, int hash) {

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Id id && (id.key == this.key || (!this.identity && this.key.equals(id.key)));
		}

		@Override
		public int hashCode() {
			return this.hash;
		}

	}

}
