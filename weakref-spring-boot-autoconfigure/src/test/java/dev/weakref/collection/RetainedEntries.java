package dev.weakref.collection;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * In how far a policy and the table whose entries it retains agree.
 *
 * @param goneInPolicy how many entries of the policy have left the table
 * @param freeInPolicy how many entries of the policy are not held
 * @param heldOutsidePolicy how many entries are held that the policy does not know
 */
public record RetainedEntries(int goneInPolicy, int freeInPolicy, int heldOutsidePolicy) {

	/**
	 * Compare them.
	 * @param map the table
	 * @param policy the entries of the policy
	 * @return what was found
	 */
	public static RetainedEntries of(ReferenceMap<?, ?> map, Set<Object> policy) {
		Set<Object> linked = Collections.newSetFromMap(new IdentityHashMap<>());
		int held = 0;
		NodeWalk<?, ?> walk = map.table.walk();
		for (Node<?, ?> node = walk.next(); node != null; node = walk.next()) {
			linked.add(node);
			held += (((Retainable) node).isRetained() && !policy.contains(node)) ? 1 : 0;
		}
		int gone = 0;
		int free = 0;
		for (Object entry : policy) {
			if (!linked.contains(entry) || ((Retainable) entry).isGone()) {
				gone++;
			}
			else if (!((Retainable) entry).isRetained()) {
				free++;
			}
		}
		return new RetainedEntries(gone, free, held);
	}

}
