package dev.weakref.reference;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects an object without a collector: clears the one JVM reference to it and lets the
 * table notice.
 */
public final class SimulatedCollector {

	private SimulatedCollector() {
	}

	/**
	 * Let all references to an object be dead.
	 * @param referents knows the references
	 * @param object the object, which may be held all the same
	 * @return lets the table notice
	 */
	public static Runnable clear(Referents referents, Object object) {
		List<Referent> nodes = new ArrayList<>();
		referents.unhashed().forEach((watcher) -> {
			if (watcher.isObject(object) && watcher.referent != null) {
				nodes.add(watcher.referent);
			}
		});
		Referent inTable = referents.find(object);
		if (inTable != null) {
			nodes.add(inTable);
		}
		// Oldest first, which is the wrong order, and what some collectors do.
		nodes.forEach(Referent::clear);
		return () -> {
			nodes.forEach(referents::drain);
			referents.drained();
		};
	}

	/**
	 * Collect an object and let it be noticed at once. Callbacks run before this returns
	 * if the executor of the reaper runs them on the calling thread.
	 * @param referents knows the references
	 * @param object the object, which may be held all the same
	 */
	public static void collect(Referents referents, Object object) {
		clear(referents, object).run();
	}

}
