package dev.weakref.directory;

/**
 * Has a directory of managed objects, such as the factory of caches.
 */
public interface DirectoryHolder {

	/**
	 * Returns the managed objects that endpoint and meters show.
	 * @return the directory
	 */
	Directory<? extends Managed> directory();

}
