package dev.weakref.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.weakref.reference.WeakRef;
import dev.weakref.suitability.LastingObjectException;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Lists, maps, arrays and strings can be referred to weakly as they are; what is never
 * collected is refused where that matters.
 */
class BuiltInTypesTests extends Examples {

	@Test
	void listsAndMapsNeedNoSubclass() {
		List<String> names = new ArrayList<>(List.of("Ada"));
		Map<String, Integer> ages = Map.of("Ada", 36);
		// tag::types[]
		WeakRef<List<String>> list = this.refs.ref(names);
		WeakRef<Map<String, Integer>> map = this.refs.ref(ages);
		WeakRef<int[]> array = this.refs.ref(new int[] { 1, 2, 3 });
		// end::types[]
		GarbageCollector.awaitUntil("the array is gone", () -> !array.isAlive());
		assertThat(list.get()).isSameAs(names);
		assertThat(map.get()).isSameAs(ages);
	}

	@Test
	void aFinalizerOfANumberIsRefused() {
		assertThatExceptionOfType(LastingObjectException.class)
			.isThrownBy(() -> this.finalizers.register(42, "message", this.events::add))
			.withMessageStartingWith("A java.lang.Integer is never collected");
	}

}
