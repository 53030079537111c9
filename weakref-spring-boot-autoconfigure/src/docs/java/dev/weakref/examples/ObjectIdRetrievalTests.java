package dev.weakref.examples;

import dev.weakref.registry.UnknownObjectException;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * From an id back to its object. Unlike an address or an identity hash code, an id is
 * never that of another object.
 */
class ObjectIdRetrievalTests extends Examples {

	// tag::cloakroom[]
	long checkIn(Object coat) {
		return this.registry.idOf(coat);
	}

	Object fetch(long ticket) {
		return this.registry.getById(ticket); // UnknownObjectException if it is gone
	}
	// end::cloakroom[]

	@Test
	void anIdLeadsToItsObjectOrToNone() {
		Object held = new Object();
		long ticket = checkIn(held);
		long forgotten = checkIn(new Object());
		GarbageCollector.awaitUntil("the other coat is gone", () -> this.registry.findById(forgotten) == null);
		assertThat(fetch(ticket)).isSameAs(held);
		assertThatExceptionOfType(UnknownObjectException.class).isThrownBy(() -> fetch(forgotten))
			.withMessageContaining("has been collected");
		for (int i = 0; i < 10_000; i++) {
			assertThat(checkIn(new Object())).isNotIn(ticket, forgotten);
		}
		assertThat(this.registry.findById(forgotten)).isNull();
	}

}
