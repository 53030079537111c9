package dev.weakref.suitability;

/**
 * What is to live as long as an object holds the object, so neither would ever be
 * collected.
 *
 * @see Suitability#findCapture(Object, Object)
 */
public class CapturedReferentException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	private final Class<?> type;

	/**
	 * Create an exception.
	 * @param holder what holds the object, such as "The callback"
	 * @param role what the object is to it, such as "its object"
	 * @param type the class of the object
	 * @param place where it holds the object, as {@link Suitability#findCapture} says it
	 * @param remedy what to do instead, as a sentence
	 */
	public CapturedReferentException(String holder, String role, Class<?> type, String place, String remedy) {
		super(holder + " holds " + role + " of type " + type.getName() + " " + place
				+ ", so that neither could ever be collected. " + remedy);
		this.type = type;
	}

	/**
	 * The class of the object.
	 * @return the class
	 */
	public Class<?> type() {
		return this.type;
	}

}
