package dev.weakref.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.weakref.finalizer.Finalizers;
import dev.weakref.reaper.Reaper;
import dev.weakref.reaper.LastingObjectException;
import dev.weakref.reference.Referents;
import dev.weakref.reference.WeakRef;
import dev.weakref.reference.WeakRefs;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Lists, maps, arrays and strings can be referred to weakly as they are; what is never
 * collected is refused where that matters.
 */
class BuiltInTypesTests {

	@Test
	void listsAndMapsNeedNoSubclass() {
		try (Reaper reaper = Reaper.start()) {
			WeakRefs refs = new WeakRefs(new Referents(reaper));
			List<String> held = new ArrayList<>(List.of("a"));
			WeakRef<List<String>> list = refs.ref(held);
			List<WeakRef<?>> forgotten = List.of(refs.ref(new ArrayList<>()), refs.ref(Map.of("key", "value")),
					refs.ref(new int[3]), refs.ref(new String("text")));

			GarbageCollector.awaitUntil("they are gone", () -> forgotten.stream().noneMatch(WeakRef::isAlive));

			assertThat(list.get()).isSameAs(held);
		}
	}

	@Test
	void aFinalizerOfANumberIsRefused() {
		try (Reaper reaper = Reaper.start()) {
			Finalizers finalizers = new Finalizers(new Referents(reaper));
			assertThatExceptionOfType(LastingObjectException.class)
				.isThrownBy(() -> finalizers.register(42, "message", String::length))
				.withMessageStartingWith("A java.lang.Integer is never collected");
		}
	}

}
