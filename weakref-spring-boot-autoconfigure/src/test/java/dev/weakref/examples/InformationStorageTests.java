package dev.weakref.examples;

import java.util.Map;

import dev.weakref.reaper.Reaper;
import dev.weakref.reference.AnnotatedRef;
import dev.weakref.reference.Referents;
import dev.weakref.reference.WeakRefs;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A ref that carries notes about its object, and knows how often it was asked for it.
 */
class InformationStorageTests {

	@Test
	void notesAndAccessCountOutliveTheObject() {
		try (Reaper reaper = Reaper.start()) {
			AnnotatedRef<Object, Map<String, String>> ref = visitTwice(new WeakRefs(new Referents(reaper)));

			GarbageCollector.awaitUntil("the object is gone", () -> !ref.isAlive());

			assertThat(ref.get()).isNull();
			assertThat(ref.accessCount()).isEqualTo(2);
			assertThat(ref.annotation()).containsEntry("colour", "red").containsEntry("size", "small");
		}
	}

	private static AnnotatedRef<Object, Map<String, String>> visitTwice(WeakRefs refs) {
		Object object = new Object();
		AnnotatedRef<Object, Map<String, String>> ref = refs.annotated(object,
				Map.of("colour", "red", "size", "small"));
		assertThat(ref.get()).isSameAs(object);
		assertThat(ref.get()).isSameAs(object);
		return ref;
	}

}
