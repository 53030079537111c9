package dev.weakref.examples;

import java.util.NoSuchElementException;

import dev.weakref.reaper.Reaper;
import dev.weakref.registry.WeakRegistry;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * From an id back to its object. Unlike an address or an identity hash code, an id is
 * never that of another object.
 */
class ObjectIdRetrievalTests {

	private final Reaper reaper = Reaper.start();

	private final WeakRegistry registry = new WeakRegistry(this.reaper);

	@AfterEach
	void close() {
		this.reaper.close();
	}

	@Test
	void anIdLeadsToItsObjectOrToNone() {
		Object held = new Object();
		long id = this.registry.remember(held);
		long forgotten = this.registry.remember(new Object());
		assertThat(id).isNotEqualTo(forgotten);
		GarbageCollector.awaitUntil("the other object is gone", () -> this.registry.find(forgotten) == null);
		assertThat(this.registry.require(id)).isSameAs(held);
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> this.registry.require(forgotten))
			.withMessageContaining("has been collected");
		for (int i = 0; i < 10_000; i++) {
			assertThat(this.registry.remember(new Object())).isNotIn(id, forgotten);
		}
		assertThat(this.registry.find(forgotten)).isNull();
	}

}
