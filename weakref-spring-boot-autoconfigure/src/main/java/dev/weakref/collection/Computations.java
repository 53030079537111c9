package dev.weakref.collection;

import java.util.function.BiFunction;
import java.util.function.Function;

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
		this.claims = new Claims<>(keyEquality, waits);
	}

	/**
	 * Let a function make the value of a key that has none.
	 */
	@Nullable V make(K key, Function<? super K, ? extends @Nullable V> function) {
		return claiming(key, () -> {
			V present = this.map.get(key);
			if (present != null) {
				return present;
			}
			V value = function.apply(key);
			if (value == null) {
				return null;
			}
			V winner = this.map.put(key, value, true);
			return (winner != null) ? winner : value;
		});
	}

	/**
	 * Let a function decide on the value of a key, whether or not there is one.
	 */
	@Nullable V remap(K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> function) {
		return claiming(key, () -> {
			while (true) {
				V present = this.map.get(key);
				V value = function.apply(key, present);
				if (install(key, present, value)) {
					return value;
				}
			}
		});
	}

	private @Nullable V claiming(K key, Computation<V> computation) {
		this.map.help();
		Claim<Boolean> claim = this.claims.acquire(key);
		try {
			return computation.run();
		}
		finally {
			this.claims.end(claim, true);
		}
	}

	/**
	 * Bring about what a function has decided, if the entry still is what it saw.
	 */
	private boolean install(K key, @Nullable V present, @Nullable V value) {
		if (present == null) {
			return value == null || this.map.put(key, value, true) == null;
		}
		int hash = this.map.hash(key);
		Node<K, V> node = this.map.find(key, hash);
		while (node != null && node.holds(present)) {
			if ((value != null) ? this.map.exchange(node, present, value) : this.map.unlink(node, present)) {
				return true;
			}
			node = this.map.find(key, hash);
		}
		return false;
	}

	@FunctionalInterface
	private interface Computation<V> {

		@Nullable V run();

	}

}
