package dev.weakref.suitability;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what would make it useless to refer to an object weakly, as far as that can be
 * told: that the object is never collected, or that what is to follow its collection
 * holds it. One instance serves all that belongs to a reaper, so that a type is mentioned
 * in the log once.
 */
public final class Suitability {

	private static final Logger logger = LoggerFactory.getLogger(Suitability.class);

	private final Captures captures = new Captures();

	private final LastingTypes lastingTypes = new LastingTypes();

	private final Set<String> mentioned = ConcurrentHashMap.newKeySet();

	private final LastingObjects lastingObjects;

	/**
	 * Create an instance.
	 * @param lastingObjects the policy for objects that are never collected
	 */
	public Suitability(LastingObjects lastingObjects) {
		this.lastingObjects = lastingObjects;
	}

	/**
	 * Find out whether something that is to live as long as an object holds the object:
	 * is the object, has captured it as a lambda, a bound method reference or an inner
	 * class does, or has it in a field, in an element of an array or in the handler of a
	 * JDK proxy. A longer way, and one through the JDK's own classes, is not found.
	 * O(fields); calls no user code.
	 * @param holder what must not hold the object
	 * @param referent the object
	 * @return where it does, in words that follow "holds it", or {@code null}
	 */
	public @Nullable String findCapture(Object holder, Object referent) {
		return this.captures.find(holder, referent);
	}

	/**
	 * Whether an object is never collected, or is shared by value so that its identity
	 * means nothing, whatever the policy says about such objects.
	 * @param object the object
	 * @return whether its class gives it away as such
	 */
	public boolean isLasting(Object object) {
		return this.lastingTypes.isLasting(object);
	}

	/**
	 * Whether all objects of a type are never collected, or are shared by value: boxed
	 * and unboxed primitives, enum constants, classes, {@link java.util.Optional},
	 * {@code java.time} and the like.
	 * @param type the type
	 * @return whether they are
	 */
	public boolean isLastingType(Class<?> type) {
		return this.lastingTypes.isLastingType(type);
	}

	/**
	 * What to do about objects that are never collected.
	 * @return the policy
	 */
	public LastingObjects lastingObjects() {
		return this.lastingObjects;
	}

	/**
	 * Treat an object that is to have a callback as the policy says: refuse one that is
	 * never collected, or only mention it.
	 * @param referent the object
	 * @throws LastingObjectException if it is refused
	 */
	public void requireMortal(Object referent) {
		if (isConcern(referent)) {
			if (this.lastingObjects == LastingObjects.REFUSE) {
				throw new LastingObjectException(referent.getClass());
			}
			report(referent.getClass().getName());
		}
	}

	/**
	 * Mention an object in the log that is only referred to, if it is never collected:
	 * once for each type, unless the policy allows it.
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
		if (this.mentioned.add(type)) {
			logger.warn("A {} is referred to weakly, but is never collected or is shared by value; "
					+ "further ones are not mentioned", type);
		}
	}

}
