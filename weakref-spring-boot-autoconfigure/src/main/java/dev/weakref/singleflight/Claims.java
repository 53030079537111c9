package dev.weakref.singleflight;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Which thread is computing something for which key, so that others wait for it instead
 * of doing it again. No lock is held meanwhile; threads that work on other keys never
 * notice. Not for use by applications.
 * <p>
 * The owner of a claim may {@linkplain Claim#handOver() hand it over} to whichever thread
 * will have the result. Until that thread takes it, a cycle of waiting threads that goes
 * through the claim is not seen.
 *
 * @param <R> what waiting threads are given
 */
public final class Claims<R> {

	private final WaitGraph waits;

	private final boolean identity;

	/** Made for the first claim. */
	private volatile @Nullable ClaimTable<R> claims;

	/**
	 * Create an empty instance.
	 * @param identity whether keys are compared by identity rather than by equality
	 */
	public Claims(boolean identity) {
		this(identity, new WaitGraph());
	}

	/**
	 * Create an empty instance that sees cycles through others too.
	 * @param identity whether keys are compared by identity rather than by equality
	 * @param waits the graph that the others share
	 */
	public Claims(boolean identity, WaitGraph waits) {
		this.identity = identity;
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
	 * Claim a key as soon as nobody else has it.
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
	 * Wait until the owner of a claim ends it.
	 * @param claim the claim of another thread
	 * @return what the owner gave
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
	 * Forget who computes something for a key: the next thread that asks starts anew, and
	 * the result under way is not used by its owner. An owner that has begun to
	 * {@linkplain Claim#use use} it is waited for, which takes a few instructions, unless
	 * it is this thread itself.
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
	 * {@linkplain #revoke Revoke} all claims there are.
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
	 * End a claim of this thread and wake the threads that wait for it.
	 * @param claim the claim
	 * @param result what they are given
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
