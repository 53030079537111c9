package dev.weakref.collection;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * One of the modes of a map.
 *
 * @param references which side is weak
 * @param keyEquality when two keys are the same
 */
public record Mode(References references, KeyEquality keyEquality) {

	/**
	 * All modes.
	 * @return each of them
	 */
	public static Stream<Mode> all() {
		return Arrays.stream(References.values())
			.flatMap((references) -> Arrays.stream(KeyEquality.values())
				.map((keyEquality) -> new Mode(references, keyEquality)));
	}

	/**
	 * A map of this mode.
	 * @return a builder
	 */
	public <K, V> ReferenceMapBuilder<K, V> builder() {
		return ReferenceMap.builder(this.references, this.keyEquality);
	}

	@Override
	public String toString() {
		return this.references + " by " + this.keyEquality;
	}

}
