package dev.weakref.suitability;

import dev.weakref.Internal;
import dev.weakref.WarnOnce;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks whether a weak reference to an object makes sense. It does not if the object is
 * never collected, or if the callback of the object holds the object. Not every such case
 * can be found. Each reaper has one instance, so that a type is logged as a warning once.
 *
 * @hidden
 */
@Internal
public final class Suitability {

	private static final Logger logger = LoggerFactory.getLogger(Suitability.class);

	private final Captures captures = new Captures();

	private final LastingTypes lastingTypes = new LastingTypes();

	private final WarnOnce mentioned = new WarnOnce(logger);

	private final LastingObjects lastingObjects;

	/**
	 * Creates an instance.
	 * @param lastingObjects the policy for objects that are never collected
	 */
	public Suitability(LastingObjects lastingObjects) {
		this.lastingObjects = lastingObjects;
	}

	/**
	 * Returns where a holder holds an object: the holder is the object, has captured it
	 * as a lambda, a bound method reference or an inner class does, or has it in a field,
	 * in an element of an array or in the handler of a JDK proxy. Longer paths, and paths
	 * through the JDK's own classes, are not found. O(fields); calls no user code.
	 * @param holder the object that must not hold the referent
	 * @param referent the referent
	 * @return the place, in words that follow "holds it", or {@code null}
	 * @hidden
	 */
	@Internal
	public @Nullable String findCapture(Object holder, Object referent) {
		return this.captures.find(holder, referent);
	}

	/**
	 * Checks that a holder does not hold an object, as far as {@link #findCapture} finds.
	 * @param name the name of the holder in the message, such as "The callback"
	 * @param holder the object that must not hold the referent
	 * @param role the role of the referent in the message, such as "its object"
	 * @param referent the referent
	 * @param remedy the last sentence of the message
	 * @throws CapturedReferentException if the holder holds the referent
	 * @hidden
	 */
	@Internal
	public void requireNotHeld(String name, Object holder, String role, Object referent, String remedy) {
		String place = this.captures.find(holder, referent);
		if (place != null) {
			throw new CapturedReferentException(name, role, referent.getClass(), place, remedy);
		}
	}

	/**
	 * Returns whether a type is one of the boxed primitive types.
	 * @param type the type
	 * @return whether it is {@code Integer}, {@code Boolean} or the like
	 * @hidden
	 */
	@Internal
	public static boolean isBoxed(Class<?> type) {
		return LastingTypes.isBoxed(type);
	}

	/**
	 * Returns whether an object is never collected, or is shared by value so that its
	 * identity has no meaning. The policy makes no difference.
	 * @param object the object
	 * @return whether its class tells so
	 */
	public boolean isLasting(Object object) {
		return this.lastingTypes.isLasting(object);
	}

	/**
	 * Returns whether all objects of a type are never collected, or are shared by value:
	 * boxed and unboxed primitives, enum constants, classes, {@link java.util.Optional},
	 * {@code java.time} and the like.
	 * @param type the type
	 * @return whether they are
	 */
	public boolean isLastingType(Class<?> type) {
		return this.lastingTypes.isLastingType(type);
	}

	/**
	 * Returns the policy for objects that are never collected.
	 * @return the policy
	 */
	public LastingObjects lastingObjects() {
		return this.lastingObjects;
	}

	/**
	 * Checks that an object that is to have a callback can be collected. One that is
	 * never collected is refused or only logged, as the policy says.
	 * @param referent the object
	 * @throws LastingObjectException if it is refused
	 */
	public void requireCollectable(Object referent) {
		if (isConcern(referent)) {
			if (this.lastingObjects == LastingObjects.REFUSE) {
				throw new LastingObjectException(referent.getClass());
			}
			report(referent.getClass().getName());
		}
	}

	/**
	 * Logs an object that is never collected and is referred to weakly, unless the policy
	 * allows such objects: the first one of each type as a warning.
	 * @param referent the object
	 */
	public void mention(Object referent) {
		if (isConcern(referent)) {
			report(referent.getClass().getName());
		}
	}

	private boolean isConcern(Object referent) {
		return this.lastingObjects != LastingObjects.ALLOW && this.lastingTypes.isLasting(referent);
	}

	private void report(String type) {
		this.mentioned.log(type, "A {} is referred to weakly, but is never collected or is shared by value", type);
	}

}
