package dev.weakref.collection;

import java.util.function.BiFunction;
import java.util.function.Function;

import dev.weakref.singleflight.Claim;
import dev.weakref.singleflight.Claims;
import dev.weakref.singleflight.WaitGraph;
import org.jspecify.annotations.Nullable;

/**
 * Runs functions that decide on the entries of a map: one at a time for each key, on the
 * calling thread, with no lock held.
 */
final class Computations<K, V> {

	private final ReferenceMap<K, V> map;

	private final Claims<Boolean> claims;

	Computations(ReferenceMap<K, V> map, KeyEquality keyEquality, WaitGraph waits) {
		this.map = map;
		this.claims = new Claims<>(keyEquality == KeyEquality.IDENTITY, waits);
	}

	/**
	 * Let a function make the value of a key that has none.
	 */
	@Nullable V make(K key, Function<? super K, ? extends @Nullable V> function) {
		this.map.help();
		Claim<Boolean> claim = this.claims.acquire(key);
		try {
			V present = this.map.get(key);
			if (present != null) {
				return present;
			}
			V value = function.apply(key);
			V winner = (value != null) ? this.map.put(key, value, true) : null;
			return (winner != null) ? winner : value;
		}
		finally {
			this.claims.end(claim, true);
		}
	}

	/**
	 * Let a function decide on the value of a key, whether or not there is one.
	 */
	@Nullable V remap(K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> function) {
		this.map.help();
		Claim<Boolean> claim = this.claims.acquire(key);
		try {
			int hash = this.map.hash(key);
			while (true) {
				Node<K, V> node = this.map.find(key, hash);
				V present = (node != null) ? node.value() : null;
				if (node != null && present == null) {
					this.map.discard(node);
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
	 * Bring about what a function has decided, if the entry still is what it saw.
	 */
	private boolean install(K key, int hash, @Nullable Node<K, V> seen, @Nullable V present, @Nullable V value) {
		if (present == null) {
			return value == null || this.map.put(key, value, true) == null;
		}
		Node<K, V> node = seen;
		while (node != null && node.holds(present)) {
			if (value == present && !this.map.expires()) {
				if (this.map.find(key, hash) == node) {
					this.map.use(node);
					return true;
				}
			}
			else if ((value != null) ? this.map.exchange(node, present, value) : this.map.unlink(node, present)) {
				return true;
			}
			node = this.map.find(key, hash);
		}
		return false;
	}

}
