package dev.weakref.memo;

/**
 * A node of a {@link MemoTree}: an inner node has a child for each value of one argument,
 * a leaf has the result.
 */
sealed interface Node permits InnerNode, Leaf {

	/**
	 * Counts the results below this node whose arguments are live. Makes no argument
	 * strong.
	 */
	long live();

	/**
	 * Removes all results below this node for good. A result that is added later is not
	 * kept.
	 * @return how many results were removed; each counts once however often this is
	 * called
	 */
	long end();

}
