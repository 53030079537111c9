package dev.weakref.spring.bean;

import dev.weakref.Kind;
import dev.weakref.directory.Managed;

/**
 * What meters and endpoint see of the tracked beans of one type in one scope. Nothing
 * here makes a bean strong.
 */
public interface ManagedBeans extends Managed {

	@Override
	default Kind kind() {
		return Kind.BEAN;
	}

	/**
	 * How many beans Spring has made. O(1).
	 * @return the number so far
	 */
	long registered();

	/**
	 * How many beans Spring has destroyed, because their scope has ended or because they
	 * were {@linkplain DestroyWhenUnused unused}. O(1).
	 * @return the number so far, always 0 for other prototypes
	 */
	long destroyed();

	/**
	 * Look at the live beans one by one. O(capacity).
	 * @return what they are like at some moment during the call
	 */
	BeanCensus census();

}
