package dev.weakref.registry;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.weakref.collection.SimulatedCollection;
import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for ids of objects.
 */
class ObjectIdsTests {

	private final Reaper reaper = Reaper.start();

	private final ObjectIds ids = new ObjectIds(this.reaper);

	private final Object object = new Object();

	@AfterEach
	void close() {
		this.reaper.close();
	}

	@Test
	void anObjectIsFoundByItsId() {
		long id = this.ids.remember(this.object);
		assertThat(id).isPositive();
		assertThat(this.ids.find(id)).isSameAs(this.object);
		assertThat(this.ids.require(id)).isSameAs(this.object);
		assertThat(this.ids.remember(this.object)).isEqualTo(id);
	}

	@Test
	void equalObjectsHaveDifferentIds() {
		assertThat(this.ids.remember(List.of(1))).isNotEqualTo(this.ids.remember(List.of(1)));
	}

	@Test
	void anObjectThatHasBeenCollectedIsNotFound() {
		long id = this.ids.remember(this.object);
		SimulatedCollection.collect(this.ids.objects, id);
		assertThat(this.ids.find(id)).isNull();
		assertThatExceptionOfType(UnknownObjectException.class).isThrownBy(() -> this.ids.require(id))
			.withMessage("There is no object with id " + id + ": it has been collected or forgotten")
			.satisfies((ex) -> assertThat(ex.id()).isEqualTo(id));
	}

	@Test
	void anIdThatWasNeverGivenOutIsUnknown() {
		assertThat(this.ids.find(99)).isNull();
		assertThatExceptionOfType(UnknownObjectException.class).isThrownBy(() -> this.ids.require(99))
			.withMessage("There is no object with id 99: it was never given out");
		assertThatExceptionOfType(UnknownObjectException.class).isThrownBy(() -> this.ids.require(-1));
	}

	@Test
	void aForgottenObjectGetsANewId() {
		long id = this.ids.remember(this.object);
		assertThat(this.ids.forget(id)).isTrue();
		assertThat(this.ids.forget(id)).isFalse();
		assertThat(this.ids.find(id)).isNull();
		assertThat(this.ids.remember(this.object)).isGreaterThan(id);
	}

	@Test
	void anIdNeverLeadsToAnotherObject() {
		long kept = this.ids.remember(this.object);
		Set<Long> dead = new HashSet<>();
		for (int round = 0; round < 3; round++) {
			rememberTemporary(dead);
			GarbageCollector.awaitUntil("the temporary objects are gone",
					() -> dead.stream().allMatch((id) -> this.ids.find(id) == null));
		}
		assertThat(dead).hasSize(3000);
		assertThat(this.ids.find(kept)).isSameAs(this.object);
	}

	private void rememberTemporary(Set<Long> ids) {
		for (int i = 0; i < 1000; i++) {
			assertThat(ids.add(this.ids.remember(new Object()))).isTrue();
		}
	}

}
