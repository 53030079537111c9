package dev.weakref.demo.pictures;

/**
 * The ways to keep decoded pictures that the demo compares.
 */
public enum Keeping {

	/**
	 * A map that holds every picture.
	 */
	STRONG,

	/**
	 * A cache that holds a few pictures and knows no others.
	 */
	BOUNDED,

	/**
	 * A weak cache that retains as many, and finds each picture that is in use.
	 */
	WEAK

}
