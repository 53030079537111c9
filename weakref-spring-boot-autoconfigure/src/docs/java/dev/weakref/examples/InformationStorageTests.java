package dev.weakref.examples;

import dev.weakref.reference.AnnotatedRef;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A ref that carries a note about its object, and knows how often it was asked for it.
 */
class InformationStorageTests extends Examples {

	// tag::label[]
	AnnotatedRef<Object, String> label(Object parcel, String label) {
		return this.refs.annotated(parcel, label);
	}

	String track(AnnotatedRef<Object, String> ref) {
		String place = (ref.get() != null) ? "here" : "gone";
		return ref.annotation() + ": " + place + ", found " + ref.accessCount() + " times";
	}
	// end::label[]

	@Test
	void noteAndCountOutliveTheirObject() {
		AnnotatedRef<Object, String> ref = trackTwice();
		GarbageCollector.awaitUntil("the parcel is gone", () -> !ref.isAlive());
		assertThat(track(ref)).isEqualTo("to Ada: gone, found 2 times");
	}

	private AnnotatedRef<Object, String> trackTwice() {
		Object parcel = new Object();
		AnnotatedRef<Object, String> ref = label(parcel, "to Ada");
		assertThat(track(ref)).isEqualTo("to Ada: here, found 1 times");
		assertThat(track(ref)).isEqualTo("to Ada: here, found 2 times");
		assertThat(ref.refersTo(parcel)).isTrue();
		return ref;
	}

}
