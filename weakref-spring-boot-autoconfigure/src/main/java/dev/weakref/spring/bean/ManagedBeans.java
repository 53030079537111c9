package dev.weakref.spring.bean;

/**
 * What meters and endpoint see of the tracked beans of one type in one scope. Nothing
 * here makes a bean strong.
 */
public interface ManagedBeans {

	/**
	 * The class name followed by the scope: {@code com.example.Basket (session)}.
	 * @return the name
	 */
	String name();

	/**
	 * How many beans are live, counted one by one. O(capacity).
	 * @return the number at some moment during the call
	 */
	long liveCount();

	/**
	 * How many beans there are, counting dead ones that have not been drained. O(1).
	 * @return an upper bound of the live ones
	 */
	long estimatedSize();

	/**
	 * How many beans Spring has made. O(1).
	 * @return the number so far
	 */
	long created();

	/**
	 * How many beans Spring has destroyed, because their scope has ended or because they
	 * were {@linkplain DestroyWhenUnused unused}. O(1).
	 * @return the number so far, always 0 for other prototypes
	 */
	long destroyed();

	/**
	 * How many beans have gone because the collector cleared them. O(1).
	 * @return the number so far
	 */
	long collected();

	/**
	 * Look at the live beans one by one. O(capacity).
	 * @return what they are like at some moment during the call
	 */
	BeanCensus census();

}
