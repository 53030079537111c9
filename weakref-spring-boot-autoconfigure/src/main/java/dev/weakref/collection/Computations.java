package dev.weakref.collection;

import java.util.function.BiFunction;
import java.util.function.Function;

import dev.weakref.singleflight.Claim;
import dev.weakref.singleflight.Claims;
import org.jspecify.annotations.Nullable;

/**
 * Runs the functions that compute the values of a table: one at a time for each key, on
 * the calling thread, with no lock held.
 */
final class Computations<K, V> {

	private final ReferenceTable<K, V> table;

	private final Claims<Boolean> claims;

	/** Whether it makes a difference to write the present value again. */
	private final boolean expires;

	Computations(ReferenceTable<K, V> table, ReferenceMapBuilder<K, V> options) {
		this.table = table;
		this.claims = new Claims<>(options.keyEquality == KeyEquality.IDENTITY, options.waits);
		this.expires = (options.freshness() != null);
	}

	/**
	 * Computes the value of a key that has none.
	 */
	@Nullable V computeIfAbsent(K key, Function<? super K, ? extends @Nullable V> function) {
		this.table.dead.help();
		Claim<Boolean> claim = this.claims.acquire(key);
		try {
			V present = this.table.read(key, false, null);
			if (present != null) {
				return present;
			}
			V value = function.apply(key);
			V winner = (value != null) ? this.table.put(key, value, true) : null;
			return (winner != null) ? winner : value;
		}
		finally {
			this.claims.end(claim, true);
		}
	}

	/**
	 * Computes the value of a key from its present one, if any.
	 */
	@Nullable V compute(K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> function) {
		this.table.dead.help();
		Claim<Boolean> claim = this.claims.acquire(key);
		try {
			int hash = this.table.hash(key);
			while (true) {
				Node<K, V> node = this.table.find(key, hash);
				V present = (node != null) ? node.value() : null;
				if (node != null && present == null) {
					this.table.discard(node);
					continue;
				}
				V value = function.apply(key, present);
				if (install(key, hash, node, present, value)) {
					return value;
				}
			}
		}
		finally {
			this.claims.end(claim, true);
		}
	}

	/**
	 * Stores what a function returned.
	 * @return {@code false} if the entry is not what the function saw
	 */
	private boolean install(K key, int hash, @Nullable Node<K, V> seen, @Nullable V present, @Nullable V value) {
		if (present == null) {
			return value == null || this.table.put(key, value, true) == null;
		}
		Node<K, V> node = seen;
		while (node != null && node.holds(present)) {
			if (value == present && !this.expires) {
				if (this.table.find(key, hash) == node) {
					if (node instanceof Retainable retainable) {
						this.table.used(retainable, null);
					}
					return true;
				}
			}
			else if ((value != null) ? this.table.exchange(node, present, value) : this.table.unlink(node, present)) {
				return true;
			}
			node = this.table.find(key, hash);
		}
		return false;
	}

}
