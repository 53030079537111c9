package dev.weakref.examples;

import dev.weakref.reference.WeakRef;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Refer to an object, be told when it has gone, and use it if it is there.
 */
class WeakObjectTests extends Examples {

	@Test
	void aRefGivesTheVeryObject() {
		Player player = new Player("Ada");
		// tag::ref[]
		WeakRef<Player> ref = this.refs.ref(player);

		Player found = ref.get();
		// end::ref[]
		assertThat(found).isSameAs(player);
		assertThat(this.refs.ref(player)).isSameAs(ref);
	}

	// tag::callback[]
	WeakRef<Player> watch(Player player) {
		String name = player.name();
		return this.refs.ref(player, (dead) -> this.events.add(name + " has left"));
	}
	// end::callback[]

	@Test
	void aRefIsEmptyAndTellsSoOnceItsObjectIsGone() {
		Player held = new Player("Ada");
		WeakRef<Player> here = watch(held);
		WeakRef<Player> gone = watch(new Player("Bob"));
		GarbageCollector.awaitUntil("Bob has left", () -> !this.events.isEmpty());
		assertThat(this.events).containsExactly("Bob has left");
		assertThat(gone.get()).isNull();
		assertThat(here.get()).isSameAs(held);
	}

	@Test
	void aCallbackThatUsesThePlayerIsRefused() {
		Player player = new Player("Ada");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.refs.ref(player, (dead) -> this.events.add(player.name())));
	}

	// tag::life[]
	String greet(WeakRef<Player> ref) {
		return ref.map((player) -> "Hello, " + player.name()).orElse("No player");
	}
	// end::life[]

	@Test
	void anObjectThatIsFetchedOnceCannotVanishInBetween() {
		Player held = new Player("Ada");
		WeakRef<Player> gone = this.refs.ref(new Player("Bob"));
		GarbageCollector.awaitUntil("Bob has left", () -> !gone.isAlive());
		assertThat(greet(this.refs.ref(held))).isEqualTo("Hello, Ada");
		assertThat(greet(gone)).isEqualTo("No player");
	}

	record Player(String name) {
	}

}
