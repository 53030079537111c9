package dev.weakref.reference;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens the nodes of {@link Referents} to the simulated collector.
 */
public final class ReferentNodes {

	private ReferentNodes() {
	}

	/**
	 * Returns the references to an object.
	 * @param referents has the references
	 * @param object the object
	 * @return the references, oldest first
	 */
	public static List<Reference<?>> of(Referents referents, Object object) {
		List<Reference<?>> nodes = new ArrayList<>();
		referents.unhashed().forEach((watcher) -> {
			if (watcher.isObject(object) && watcher.referent != null) {
				nodes.add(watcher.referent);
			}
		});
		Referent inTable = referents.find(object);
		if (inTable != null) {
			nodes.add(inTable);
		}
		return nodes;
	}

}
