package dev.weakref.reference;

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
		Referent node = referents.find(object);
		if (node == null) {
			return () -> {
			};
		}
		node.clear();
		return () -> referents.drain(node);
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
