package dev.weakref.spring.bean;

import dev.weakref.Kind;
import dev.weakref.directory.Managed;

/**
 * The tracked beans of one type in one scope, as meters and the endpoint show them. No
 * method makes a bean strong.
 */
public interface ManagedBeans extends Managed {

	@Override
	default Kind kind() {
		return Kind.BEAN;
	}

	/**
	 * Returns the number of beans that Spring has created so far. O(1).
	 * @return the number
	 */
	long registered();

	/**
	 * Returns the number of beans that Spring has destroyed so far, because their scope
	 * ended or because they were {@linkplain DestroyWhenUnused unused}. O(1).
	 * @return the number, always 0 for other prototypes
	 */
	long destroyed();

	/**
	 * Counts the live beans one by one. O(capacity).
	 * @return numbers and ages, each true at some moment during the call
	 */
	LiveBeans liveBeans();

}
