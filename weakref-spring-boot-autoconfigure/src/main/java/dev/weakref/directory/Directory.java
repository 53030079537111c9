package dev.weakref.directory;

import java.util.List;

import dev.weakref.Registration;
import org.jspecify.annotations.Nullable;

/**
 * Named objects whose arrival and removal is announced to listeners.
 * <p>
 * A directory holds managed objects, which endpoint and meters show. It refers only
 * weakly to the object that users hold, such as a cache. An entry ends when it is removed
 * or when the users' object has been collected. Safe for use by any number of threads.
 *
 * @param <M> the type of the managed objects
 */
public interface Directory<M> {

	/**
	 * Returns the managed object of a name. O(1).
	 * @param name the name
	 * @return the managed object, or {@code null} if there is none
	 */
	@Nullable M find(String name);

	/**
	 * Returns all managed objects, sorted by name.
	 * @return a snapshot
	 */
	List<M> all();

	/**
	 * Removes an entry. Its object stays usable.
	 * @param name the name
	 * @return whether there was an entry
	 */
	boolean remove(String name);

	/**
	 * Adds a listener. {@link DirectoryListener#added} is called for each managed object
	 * that is there and for each one that is added later.
	 * {@link DirectoryListener#removed} is called for each one that is removed and, when
	 * the registration is closed, for all others. After that the listener is not called
	 * again.
	 * @param listener the listener, which is held strongly
	 * @return the registration, which ends the calls
	 */
	Registration addListener(DirectoryListener<? super M> listener);

}
