package dev.weakref.boot.metrics;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Sets by identity.
 */
final class Identities {

	private Identities() {
	}

	static <T> Set<T> of(Collection<? extends T> elements) {
		Set<T> set = Collections.newSetFromMap(new IdentityHashMap<>());
		set.addAll(elements);
		return set;
	}

}
