package dev.weakref.singleflight;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * A hash table of claims by key, made for few claims at a time: the only claim of a place
 * needs no object around it.
 *
 * <pre>
 *   place:  null | Claim | Claim[2..8] | ClaimTable of the next bits of the hash
 * </pre>
 *
 * An array is never changed, and a table stays in its place, so a change is one
 * compare-and-set. Keys are compared, which is user code, under no lock.
 */
final class ClaimTable<R> {

	private static final int BITS = 6;

	private static final int FEW = 8;

	private static final int LAST_SHIFT = Integer.SIZE / BITS * BITS;

	private final AtomicReferenceArray<@Nullable Object> places = new AtomicReferenceArray<>(1 << BITS);

	private final boolean identity;

	private final int shift;

	ClaimTable(boolean identity, int shift) {
		this.identity = identity;
		this.shift = shift;
	}

	/**
	 * Adds a claim unless its key has one.
	 * @return the present claim, or {@code null} if the claim was added
	 */
	@SuppressWarnings("unchecked")
	@Nullable Claim<R> add(Claim<R> claim) {
		int index = index(claim.hash);
		while (true) {
			Object place = this.places.get(index);
			if (place instanceof ClaimTable<?> table) {
				return ((ClaimTable<R>) table).add(claim);
			}
			Claim<R> other = findIn(place, claim.key, claim.hash);
			if (other != null) {
				return other;
			}
			if (this.places.compareAndSet(index, place, with(place, claim))) {
				return null;
			}
		}
	}

	/**
	 * Removes a claim if it is present.
	 */
	@SuppressWarnings("unchecked")
	void remove(Claim<R> claim) {
		int index = index(claim.hash);
		Object place = this.places.get(index);
		while (place instanceof Claim<?>[] || place == claim) {
			if (this.places.compareAndSet(index, place, (place == claim) ? null : without((Claim<?>[]) place, claim))) {
				return;
			}
			place = this.places.get(index);
		}
		if (place instanceof ClaimTable<?> table) {
			((ClaimTable<R>) table).remove(claim);
		}
	}

	@SuppressWarnings("unchecked")
	@Nullable Claim<R> find(Object key, int hash) {
		Object place = this.places.get(index(hash));
		return (place instanceof ClaimTable<?> table) ? ((ClaimTable<R>) table).find(key, hash)
				: findIn(place, key, hash);
	}

	@SuppressWarnings("unchecked")
	void forEach(Consumer<Claim<R>> action) {
		for (int i = 0; i < this.places.length(); i++) {
			Object place = this.places.get(i);
			if (place instanceof ClaimTable<?> table) {
				((ClaimTable<R>) table).forEach(action);
			}
			else if (place instanceof Claim<?>[] several) {
				Arrays.stream(several).forEach((claim) -> action.accept((Claim<R>) claim));
			}
			else if (place instanceof Claim<?> claim) {
				action.accept((Claim<R>) claim);
			}
		}
	}

	@SuppressWarnings("unchecked")
	private @Nullable Claim<R> findIn(@Nullable Object place, Object key, int hash) {
		if (place instanceof Claim<?> claim) {
			return isOf(claim, key, hash) ? (Claim<R>) claim : null;
		}
		if (place instanceof Claim<?>[] several) {
			for (Claim<?> claim : several) {
				if (isOf(claim, key, hash)) {
					return (Claim<R>) claim;
				}
			}
		}
		return null;
	}

	private boolean isOf(Claim<?> claim, Object key, int hash) {
		return claim.key == key || (!this.identity && claim.hash == hash && key.equals(claim.key));
	}

	@SuppressWarnings("unchecked")
	private Object with(@Nullable Object place, Claim<R> claim) {
		if (place == null) {
			return claim;
		}
		if (place instanceof Claim<?> single) {
			return new Claim<?>[] { single, claim };
		}
		Claim<?>[] several = (Claim<?>[]) place;
		if (several.length < FEW || this.shift == LAST_SHIFT) {
			Claim<?>[] more = Arrays.copyOf(several, several.length + 1);
			more[several.length] = claim;
			return more;
		}
		ClaimTable<R> table = new ClaimTable<>(this.identity, this.shift + BITS);
		for (Claim<?> present : several) {
			table.place((Claim<R>) present);
		}
		table.place(claim);
		return table;
	}

	/**
	 * Adds a claim whose key has none, before the table is visible to other threads.
	 */
	private void place(Claim<R> claim) {
		int index = index(claim.hash);
		this.places.setPlain(index, with(this.places.getPlain(index), claim));
	}

	/**
	 * Returns the array without a claim, or the same array if the claim is not in it.
	 */
	private static Object without(Claim<?>[] several, Claim<?> claim) {
		int index = Arrays.asList(several).indexOf(claim);
		if (index < 0) {
			return several;
		}
		if (several.length == 2) {
			return several[1 - index];
		}
		Claim<?>[] fewer = Arrays.copyOf(several, several.length - 1);
		System.arraycopy(several, index + 1, fewer, index, several.length - 1 - index);
		return fewer;
	}

	/**
	 * Returns the place of a hash code. Close hash codes, such as those of numbers, have
	 * different places.
	 */
	private int index(int hash) {
		return ((hash ^ (hash >>> 16)) >>> this.shift) & ((1 << BITS) - 1);
	}

}
