package dev.weakref.memo;

import org.jspecify.annotations.Nullable;

/**
 * A node that has a child for each value of an argument.
 */
abstract sealed class InnerNode implements Node permits WeakNode, StrongNode {

	final MemoCounters counters;

	private volatile boolean ended;

	InnerNode(MemoCounters counters) {
		this.counters = counters;
	}

	/**
	 * Returns the child of an argument, or {@code null} if there is none.
	 */
	abstract @Nullable Node find(Object argument);

	/**
	 * Adds a child unless the argument has one. A child that is added after this node was
	 * ended is ended immediately.
	 * @return the child of the argument
	 */
	final Node add(Object argument, Node child) {
		Node winner = putIfAbsent(argument, child);
		if (this.ended) {
			this.counters.removed(winner.end());
		}
		return winner;
	}

	@Override
	public final long end() {
		this.ended = true;
		return endChildren();
	}

	/**
	 * Puts a child unless the argument has one.
	 * @return the child of the argument
	 */
	abstract Node putIfAbsent(Object argument, Node child);

	abstract long endChildren();

}
