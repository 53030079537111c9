package dev.weakref.collection;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;

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

	private static final int PLACES = 64;

	private final WaitGraph waits;

	private final KeyEquality keyEquality;

	/**
	 * By the hash codes of their keys; made for the first claim. A place is empty or has
	 * a {@link Claim}, or several of them in an array, which is never changed, so that
	 * keys are compared under no lock.
	 */
	private volatile @Nullable AtomicReferenceArray<@Nullable Object> places;

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
		Claim<R> claim = new Claim<>(key, hash(key));
		Claim<R> other = add(claim);
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
		for (Claim<R> other = add(claim); other != null; other = add(claim)) {
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
		Claim<R> claim = find(key, hash(key));
		if (claim != null) {
			remove(claim);
			revoke(claim);
		}
	}

	/**
	 * {@linkplain #revoke Revoke} all claims there are.
	 */
	public void revokeAll() {
		AtomicReferenceArray<@Nullable Object> places = this.places;
		for (int i = 0; places != null && i < PLACES; i++) {
			Object place = places.get(i);
			if (place != null) {
				for (Claim<R> claim : Claims.<R>claims(place)) {
					remove(claim);
					revoke(claim);
				}
			}
		}
	}

	private void revoke(Claim<R> claim) {
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
			remove(claim);
		}
		finally {
			claim.end(result);
		}
	}

	/**
	 * Add a claim unless there is one for its key.
	 * @return the one there is, or {@code null} if the claim was added
	 */
	private @Nullable Claim<R> add(Claim<R> claim) {
		AtomicReferenceArray<@Nullable Object> places = places();
		int index = index(claim.hash);
		while (true) {
			Object present = places.get(index);
			Claim<R> other = find(present, claim.key, claim.hash);
			if (other != null) {
				return other;
			}
			if (places.compareAndSet(index, present, with(present, claim))) {
				return null;
			}
		}
	}

	private void remove(Claim<R> claim) {
		AtomicReferenceArray<@Nullable Object> places = places();
		int index = index(claim.hash);
		Object present = places.get(index);
		while (!places.compareAndSet(index, present, without(present, claim))) {
			present = places.get(index);
		}
	}

	private @Nullable Claim<R> find(Object key, int hash) {
		AtomicReferenceArray<@Nullable Object> places = this.places;
		return (places != null) ? find(places.get(index(hash)), key, hash) : null;
	}

	private @Nullable Claim<R> find(@Nullable Object place, Object key, int hash) {
		if (place == null) {
			return null;
		}
		for (Claim<R> claim : Claims.<R>claims(place)) {
			if (claim.key == key
					|| (this.keyEquality == KeyEquality.EQUALS && claim.hash == hash && key.equals(claim.key))) {
				return claim;
			}
		}
		return null;
	}

	private AtomicReferenceArray<@Nullable Object> places() {
		AtomicReferenceArray<@Nullable Object> places = this.places;
		return (places != null) ? places : makePlaces();
	}

	private synchronized AtomicReferenceArray<@Nullable Object> makePlaces() {
		AtomicReferenceArray<@Nullable Object> places = this.places;
		if (places == null) {
			places = new AtomicReferenceArray<>(PLACES);
			this.places = places;
		}
		return places;
	}

	private static int index(int hash) {
		return (hash ^ (hash >>> 16)) & (PLACES - 1);
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static <R> Claim<R>[] claims(Object place) {
		return (place instanceof Claim claim) ? new Claim[] { claim } : (Claim<R>[]) place;
	}

	private static Object with(@Nullable Object place, Claim<?> claim) {
		if (place == null) {
			return claim;
		}
		Claim<?>[] present = claims(place);
		Claim<?>[] more = Arrays.copyOf(present, present.length + 1);
		more[present.length] = claim;
		return more;
	}

	/**
	 * The place without a claim; the place itself if that is not there.
	 */
	private static @Nullable Object without(@Nullable Object place, Claim<?> claim) {
		if (place == claim || place == null || place instanceof Claim<?>) {
			return (place == claim) ? null : place;
		}
		Claim<?>[] fewer = Arrays.stream(claims(place)).filter((present) -> present != claim).toArray(Claim<?>[]::new);
		return (fewer.length == 1) ? fewer[0] : fewer;
	}

	private int hash(Object key) {
		Objects.requireNonNull(key, ReferenceMap.NULL_KEY);
		return (this.keyEquality == KeyEquality.IDENTITY) ? System.identityHashCode(key) : key.hashCode();
	}

}
