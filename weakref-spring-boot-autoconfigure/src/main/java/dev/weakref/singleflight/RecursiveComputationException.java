package dev.weakref.singleflight;

/**
 * Thrown if a computation asks for its own result, directly or through other
 * computations. Waiting for it would never end.
 */
public class RecursiveComputationException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final transient Object key;

	/**
	 * Creates an exception.
	 * @param key the key whose computation is under way
	 */
	public RecursiveComputationException(Object key) {
		this("The value for a key of type " + key.getClass().getName(), key);
	}

	/**
	 * Creates an exception.
	 * @param value names the value that is being computed, as the beginning of a sentence
	 * @param key the key whose computation is under way
	 */
	public RecursiveComputationException(String value, Object key) {
		super(value + " is being computed by this thread, or by one that waits for it:"
				+ " a computation must not ask for its own result");
		this.key = key;
	}

	/**
	 * Returns the key whose computation is under way. A deserialized exception returns
	 * {@code null}, because a key need not be serializable.
	 * @return the key
	 */
	public Object key() {
		return this.key;
	}

}
