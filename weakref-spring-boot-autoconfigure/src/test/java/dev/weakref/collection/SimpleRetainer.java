package dev.weakref.collection;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A policy that admits every entry and evicts on demand. What it is told can be made to
 * meet another operation half way.
 */
final class SimpleRetainer extends Retainer {

	final Set<Object> admitted = ConcurrentHashMap.newKeySet();

	int uses;

	/** Is given each entry that is about to be admitted. */
	Consumer<Node<?, ?>> beforeAdmission = (entry) -> {
	};

	@Override
	protected void admit(Object entry) {
		this.beforeAdmission.accept((Node<?, ?>) entry);
		this.admitted.add(entry);
	}

	@Override
	protected void used(Object entry) {
		this.uses++;
	}

	@Override
	protected void drop(Object entry) {
		this.admitted.remove(entry);
	}

	void evictAll() {
		for (Object entry : this.admitted) {
			this.admitted.remove(entry);
			release(entry);
		}
	}

	void tick() {
		nextTick();
	}

	/**
	 * Whether the policy and the nodes of a map agree, and no node that has left the map
	 * is in the policy.
	 */
	boolean agreesWith(ReferenceMap<?, ?> map) {
		int held = 0;
		NodeWalk<?, ?> walk = map.walk();
		for (Node<?, ?> node = walk.next(); node != null; node = walk.next()) {
			Retainable entry = (Retainable) node;
			if (entry.isHeld()) {
				held++;
			}
			if (entry.isGone() || entry.isHeld() != this.admitted.contains(entry)) {
				return false;
			}
		}
		return held == this.admitted.size();
	}

}
