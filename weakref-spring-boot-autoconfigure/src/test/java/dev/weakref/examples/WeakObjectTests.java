package dev.weakref.examples;

import dev.weakref.reaper.Reaper;
import dev.weakref.reference.Referents;
import dev.weakref.reference.WeakRef;
import dev.weakref.reference.WeakRefs;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Make a ref to an object, use it, and see it empty when nobody holds the object.
 */
class WeakObjectTests {

	@Test
	void aRefGivesTheObjectWhileSomebodyHoldsIt() {
		try (Reaper reaper = Reaper.start()) {
			WeakRefs refs = new WeakRefs(new Referents(reaper));
			Player held = new Player("Ada");
			WeakRef<Player> ref = refs.ref(held);
			WeakRef<Player> forgotten = refs.ref(new Player("Bob"));

			GarbageCollector.awaitUntil("Bob is gone", () -> !forgotten.isAlive());

			assertThat(forgotten.get()).isNull();
			assertThat(ref.get()).isSameAs(held);
			// Branch on one fetch: between a separate test and a fetch the object may go.
			assertThat(ref.map(Player::name).orElse("nobody")).isEqualTo("Ada");
			assertThat(forgotten.map(Player::name).orElse("nobody")).isEqualTo("nobody");
		}
	}

	record Player(String name) {
	}

}
