package dev.weakref.singleflight;

import java.util.Objects;

import dev.weakref.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The computations under way, by key. A thread that needs the result of a computation
 * under way waits for it instead of computing it again. No lock is held during a
 * computation, and other keys are not affected.
 * <p>
 * The owner of a claim may {@linkplain Claim#handOver() hand it over} to the thread that
 * will have the result. Until that thread takes it, a cycle of waiting threads through
 * this claim is not detected.
 *
 * @param <R> the type of result that waiting threads get
 * @hidden
 */
@Internal
public final class Claims<R> {

	private final WaitGraph waits;

	private final boolean identity;

	/** Made with the first claim. */
	private volatile @Nullable ClaimTable<R> claims;

	/**
	 * Creates an empty instance.
	 * @param identity whether keys are compared by identity rather than by equality
	 */
	public Claims(boolean identity) {
		this(identity, new WaitGraph());
	}

	/**
	 * Creates an empty instance that shares a graph with others, and detects cycles
	 * through all of them.
	 * @param identity whether keys are compared by identity rather than by equality
	 * @param waits the graph
	 */
	public Claims(boolean identity, WaitGraph waits) {
		this.identity = identity;
		this.waits = waits;
	}

	/**
	 * Claims a key, or returns the claim of another thread.
	 * @param key the key
	 * @return the claim, which is this thread's if {@link Claim#isOwn()} returns
	 * {@code true}, otherwise one to {@linkplain #await wait} for
	 * @throws RecursiveComputationException if this thread holds the claim already
	 */
	public Claim<R> claim(Object key) {
		Claim<R> claim = new Claim<>(key, hash(key));
		Claim<R> other = claims().add(claim);
		if (other == null) {
			return claim;
		}
		if (other.isOwn()) {
			throw new RecursiveComputationException(key);
		}
		return other;
	}

	/**
	 * Claims a key as soon as no other thread has it.
	 * @param key the key
	 * @return the claim of this thread
	 * @throws RecursiveComputationException if that would wait for this thread itself
	 */
	public Claim<R> acquire(Object key) {
		Claim<R> claim = new Claim<>(key, hash(key));
		for (Claim<R> other = claims().add(claim); other != null; other = claims().add(claim)) {
			await(other);
		}
		return claim;
	}

	/**
	 * Waits until the owner of a claim ends it.
	 * @param claim the claim of another thread
	 * @return the result that the owner set
	 * @throws RecursiveComputationException if the owner waits, directly or not, for this
	 * thread
	 */
	public R await(Claim<R> claim) {
		this.waits.add(claim);
		try {
			if (this.waits.isCycle(claim)) {
				throw new RecursiveComputationException(claim.key);
			}
			return claim.awaitEnd();
		}
		finally {
			this.waits.remove();
		}
	}

	/**
	 * Removes the claim of a key: the next thread that asks computes, and the owner does
	 * not use its result. If the owner has begun to {@linkplain Claim#use use} it, and is
	 * not this thread, this method waits, which takes a few instructions.
	 * @param key the key
	 * @throws RecursiveComputationException if the owner waits, directly or not, for this
	 * thread
	 */
	public void revoke(Object key) {
		int hash = hash(key);
		ClaimTable<R> claims = this.claims;
		Claim<R> claim = (claims != null) ? claims.find(key, hash) : null;
		if (claim != null) {
			revoke(claim);
		}
	}

	/**
	 * {@linkplain #revoke Revokes} all claims.
	 */
	public void revokeAll() {
		ClaimTable<R> claims = this.claims;
		if (claims != null) {
			claims.forEach(this::revoke);
		}
	}

	private void revoke(Claim<R> claim) {
		claims().remove(claim);
		if (!claim.revoke() && !claim.isOwn()) {
			await(claim);
		}
	}

	/**
	 * Ends a claim of this thread and wakes the threads that wait for it.
	 * @param claim the claim
	 * @param result the result that they get
	 */
	public void end(Claim<R> claim, R result) {
		try {
			claims().remove(claim);
		}
		finally {
			claim.end(result);
		}
	}

	private ClaimTable<R> claims() {
		ClaimTable<R> claims = this.claims;
		return (claims != null) ? claims : makeTable();
	}

	private synchronized ClaimTable<R> makeTable() {
		ClaimTable<R> claims = this.claims;
		if (claims == null) {
			claims = new ClaimTable<>(this.identity, 0);
			this.claims = claims;
		}
		return claims;
	}

	private int hash(Object key) {
		Objects.requireNonNull(key, "'key' must not be null");
		return this.identity ? System.identityHashCode(key) : key.hashCode();
	}

}
