package dev.weakref.suitability;

/**
 * Thrown when a callback, listener or companion holds the object that it belongs to, so
 * that neither would ever be collected.
 *
 * @see Suitability#findCapture(Object, Object)
 */
public class CapturedReferentException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	private final Class<?> type;

	/**
	 * Creates an exception.
	 * @param holder the name of the holder, such as "The callback"
	 * @param role the role of the object, such as "its object"
	 * @param type the class of the object
	 * @param place the place from {@link Suitability#findCapture}
	 * @param remedy a sentence that says what to do instead
	 */
	public CapturedReferentException(String holder, String role, Class<?> type, String place, String remedy) {
		super(holder + " holds " + role + " of type " + type.getName() + " " + place
				+ ", so that neither could ever be collected. " + remedy);
		this.type = type;
	}

	/**
	 * Returns the class of the object.
	 * @return the class
	 */
	public Class<?> type() {
		return this.type;
	}

}
