package dev.weakref.registry;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.weakref.collection.SimulatedCollector;
import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for ids of objects.
 */
class ObjectIdsTests {

	@AutoClose
	private final Reaper reaper = Reaper.start();

	private final ObjectIds ids = new ObjectIds(this.reaper);

	private final Object object = new Object();

	@Test
	void anObjectIsFoundByItsId() {
		long id = this.ids.idOf(this.object);
		assertThat(id).isPositive();
		assertThat(this.ids.findById(id)).isSameAs(this.object);
		assertThat(this.ids.getById(id)).isSameAs(this.object);
		assertThat(this.ids.idOf(this.object)).isEqualTo(id);
	}

	@Test
	void equalObjectsHaveDifferentIds() {
		assertThat(this.ids.idOf(List.of(1))).isNotEqualTo(this.ids.idOf(List.of(1)));
	}

	@Test
	void anObjectThatHasBeenCollectedIsNotFound() {
		long id = this.ids.idOf(this.object);
		SimulatedCollector.collect(this.ids.objects, id);
		assertThat(this.ids.findById(id)).isNull();
		assertThatExceptionOfType(UnknownObjectException.class).isThrownBy(() -> this.ids.getById(id))
			.withMessage("There is no object with id " + id + ": it has been collected or its id was removed")
			.satisfies((ex) -> assertThat(ex.id()).isEqualTo(id));
	}

	@Test
	void anIdThatWasNeverGivenOutIsUnknown() {
		assertThat(this.ids.findById(99)).isNull();
		assertThatExceptionOfType(UnknownObjectException.class).isThrownBy(() -> this.ids.getById(99))
			.withMessage("There is no object with id 99: it was never given out");
		assertThatExceptionOfType(UnknownObjectException.class).isThrownBy(() -> this.ids.getById(-1));
	}

	@Test
	void anObjectWhoseIdWasRemovedGetsANewId() {
		long id = this.ids.idOf(this.object);
		assertThat(this.ids.removeId(id)).isTrue();
		assertThat(this.ids.removeId(id)).isFalse();
		assertThat(this.ids.findById(id)).isNull();
		assertThat(this.ids.idOf(this.object)).isGreaterThan(id);
	}

	@Test
	void anIdNeverLeadsToAnotherObject() {
		long kept = this.ids.idOf(this.object);
		Set<Long> dead = new HashSet<>();
		for (int round = 0; round < 3; round++) {
			rememberTemporary(dead);
			GarbageCollector.awaitUntil("the temporary objects are gone",
					() -> dead.stream().allMatch((id) -> this.ids.findById(id) == null));
		}
		assertThat(dead).hasSize(3000);
		assertThat(this.ids.findById(kept)).isSameAs(this.object);
	}

	private void rememberTemporary(Set<Long> ids) {
		for (int i = 0; i < 1000; i++) {
			assertThat(ids.add(this.ids.idOf(new Object()))).isTrue();
		}
	}

}
