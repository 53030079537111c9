package dev.weakref.collection;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * A policy that admits every entry and evicts on demand. A call of it can be made to meet
 * another operation half way.
 */
final class SimpleRetainer extends Retainer {

	private final ConcurrentMap<Object, Object> policy = new ConcurrentHashMap<>();

	final Set<Object> admitted = this.policy.keySet();

	int uses;

	/** Is given each entry that is about to be admitted. */
	Consumer<Node<?, ?>> beforeAdmission = (entry) -> {
	};

	SimpleRetainer() {
		super(false);
	}

	@Override
	protected void admit(Object entry, Object referents) {
		this.beforeAdmission.accept((Node<?, ?>) entry);
		this.policy.compute(entry, (same, present) -> admitted(entry) ? referents : null);
	}

	@Override
	protected boolean used(Object entry) {
		this.uses++;
		return this.policy.containsKey(entry);
	}

	@Override
	protected void foundWeakly(Object entry) {
	}

	@Override
	protected @Nullable Object drop(Object entry) {
		return this.policy.remove(entry);
	}

	void evictAll() {
		for (Object entry : this.policy.keySet()) {
			this.policy.computeIfPresent(entry, (same, present) -> {
				evicted(entry);
				return null;
			});
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
		NodeWalk<?, ?> walk = map.table.walk();
		for (Node<?, ?> node = walk.next(); node != null; node = walk.next()) {
			Retainable entry = (Retainable) node;
			if (entry.isRetained()) {
				held++;
			}
			if (entry.isGone() || entry.isRetained() != this.admitted.contains(entry)) {
				return false;
			}
		}
		return held == this.admitted.size();
	}

}
