package dev.weakref.cache;

/**
 * There is another cache of that name.
 */
public class DuplicateCacheException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final String cacheName;

	/**
	 * Create an exception.
	 * @param cacheName the name that is taken
	 */
	public DuplicateCacheException(String cacheName) {
		super("There is a weak cache named '" + cacheName
				+ "' already: choose another name, or remove that cache first");
		this.cacheName = cacheName;
	}

	/**
	 * The name that is taken.
	 * @return the name
	 */
	public String cacheName() {
		return this.cacheName;
	}

}
