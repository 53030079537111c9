package dev.weakref.memo;

/**
 * A step on the way from the arguments to their result: a branch that leads on by the
 * next argument, or the result itself.
 */
sealed interface Step permits Branch, Result {

	/**
	 * How many results there are from here on whose arguments are live. Makes no argument
	 * strong.
	 */
	long live();

	/**
	 * Keep nothing more from here on.
	 * @return how many results were kept, each of which is counted only once
	 */
	long end();

}
