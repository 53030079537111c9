package dev.weakref.demo.pictures;

import java.util.Set;
import java.util.function.Function;

/**
 * One way to keep decoded pictures.
 */
interface PictureStore {

	/**
	 * Returns the picture that is stored, or decodes and stores it.
	 */
	Picture get(String name, Function<String, Picture> decode);

	/**
	 * The numbers of the decodes that the store is known to hold. A weak cache does not
	 * tell which pictures it retains.
	 */
	Set<Integer> held();

	void clear();

}
