package dev.weakref.demo.pictures;

/**
 * Something besides viewers that holds pictures, and so keeps them in memory.
 */
public interface PictureHolder {

	/**
	 * How many times it holds a picture.
	 * @param name the name of the picture
	 * @return the number
	 */
	int holds(String name);

	/**
	 * Let go of all pictures.
	 */
	void letGoOfAll();

}
