package dev.weakref.collection;

import dev.weakref.Internal;
import org.jspecify.annotations.Nullable;

/**
 * An entry whose value may be returned as long as its stamp is current.
 *
 * @param <V> the type of values
 * @hidden
 */
@Internal
public sealed interface StampedEntry<V> permits StampedNode {

	/**
	 * Returns the value, whether the stamp is current or not.
	 * @return the value, or {@code null} if it was collected
	 */
	@Nullable V referent();

	/**
	 * Returns the stamp.
	 * @return the stamp of the value
	 */
	Stamp stamp();

	/**
	 * Gives the entry another stamp.
	 * @param expected the stamp that the caller saw
	 * @param stamp the other stamp
	 * @return whether the entry had the expected stamp
	 */
	boolean renew(Stamp expected, Stamp stamp);

}
