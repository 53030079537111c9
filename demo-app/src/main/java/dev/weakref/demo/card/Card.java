package dev.weakref.demo.card;

import java.util.List;
import java.util.Map;

/**
 * Something to try.
 */
public interface Card {

	/**
	 * Its name, which is also that of the regions of source code that it shows.
	 * @return the name
	 */
	String name();

	/**
	 * The classes whose source code it shows a region of.
	 * @return the classes, in the order in which they are shown
	 */
	List<Class<?>> sources();

	/**
	 * The actions of its buttons.
	 * @return the actions by name
	 */
	Map<String, Runnable> actions();

	/**
	 * The present state.
	 * @return those things that the collector has not taken
	 */
	List<Thing> things();

	/**
	 * Let go of everything.
	 */
	void letGoOfAll();

}
