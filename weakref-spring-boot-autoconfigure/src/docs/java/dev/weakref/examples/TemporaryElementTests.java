package dev.weakref.examples;

import dev.weakref.collection.WeakSet;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A weak set holds its elements only as long as other objects do.
 */
class TemporaryElementTests {

	// tag::set[]
	private final WeakSet<Guest> present = WeakSet.identity();

	void arrive(Guest guest) {
		this.present.add(guest);
	}
	// end::set[]

	private Guest ann;

	@Test
	void anElementThatIsNotHeldLeaves() {
		arrive(new Guest("unnamed"));
		GarbageCollector.awaitUntil("the set is empty", this.present::isEmpty);

		this.ann = new Guest("Ann");
		arrive(this.ann);
		GarbageCollector.run();
		assertThat(this.present).containsExactly(this.ann);

		this.ann = null;
		GarbageCollector.awaitUntil("the set is empty", this.present::isEmpty);
	}

	private record Guest(String name) {
	}

}
